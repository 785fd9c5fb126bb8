package dev.vouch.circuits.audit;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Visibility;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.ModelProto;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an audit finds: the published network, and every change of it or of its parameters. */
class ArchitectureAuditTest {
  private static Published published;

  @BeforeAll
  static void publish() throws Exception {
    published = Published.of(network(1, "Tanh"), samples(), CompileOptions.defaults());
  }

  /** Two layers with a function between them, and scores along an axis. */
  private static ModelProto network(long seed, String function) {
    return network(seed, function, 1, false);
  }

  private static ModelProto network(long seed, String function, long axis, boolean longer) {
    Random random = new Random(seed);
    ModelBuilder model =
        ModelBuilder.model()
            .input("x", 4, 4)
            .initializer("w", weights(random, 4, 4))
            .initializer("b", weights(random, 4))
            .initializer("v", weights(random, 4, 4))
            .node("MatMul", "x w", "m")
            .node("Add", "m b", "a")
            .node(function, "a", "f")
            .node("MatMul", "f v", longer ? "g" : "n");
    if (longer) {
      model.node("MatMul", "g v", "n");
    }
    return model.node("Softmax", "n", "y", attribute("axis", axis)).output("y").build();
  }

  private static TensorData weights(Random random, int... shape) {
    double[] values = new double[shape.length == 1 ? shape[0] : shape[0] * shape[1]];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextDouble() * 2 - 1);
    }
    values[0] = 0.987;
    return TensorData.ofDoubles(DataType.FLOAT, shape, values);
  }

  private static List<Map<String, TensorData>> samples() {
    Random random = new Random(7);
    List<Map<String, TensorData>> samples = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      double[] cells = random.doubles(16, -1, 1).map(x -> (float) x).toArray();
      samples.add(Map.of("x", TensorData.ofDoubles(DataType.FLOAT, new int[] {4, 4}, cells)));
    }
    return samples;
  }

  @Test
  void findsTheKeysCircuitWithoutWeights() throws Exception {
    ArchitectureAudit.Result result = published.audit(published.withoutWeights());
    assertThat(result.difference()).isEmpty();
    assertThat(result.compiled())
        .singleElement()
        .satisfies(
            circuit -> {
              assertThat(result.keyDigests()).containsExactly(circuit.digest());
              assertThat(circuit.nodes()).containsExactly("MatMul_0", "Softmax_0");
            });
  }

  @Test
  void weightsAreNotLookedAt() throws Exception {
    assertThat(published.audit(network(2, "Tanh")).agrees()).isTrue();
  }

  @Test
  void publishedFilesDependOnWeightsThroughWhatTheySayAlone() throws Exception {
    ModelProto other = network(1, "Tanh");
    ModelProto.Builder negated = other.toBuilder();
    var v = negated.getGraphBuilder().getInitializerBuilder(2);
    for (int i = 0; i < v.getFloatDataCount(); i++) {
      v.setFloatData(i, -v.getFloatData(i)); // the softmax's input changes its sign, not its size
    }
    Published twin = Published.of(negated.build(), samples(), CompileOptions.defaults());
    assertThat(twin.architecture().model()).isEqualTo(published.architecture().model());
    assertThat(twin.parameters().withheld()).containsExactly("w", "b", "v");
    assertThat(twin.parameters().answers().quantities().keySet())
        .isEqualTo(published.parameters().answers().quantities().keySet());
  }

  @Test
  void anotherFunctionIsFound() throws Exception {
    assertThat(published.audit(network(1, "Sigmoid")).difference().orElseThrow())
        .contains("tensor 'f");
  }

  @Test
  void anotherAxisIsFound() throws Exception {
    assertThat(published.audit(network(1, "Tanh", 0, false)).agrees()).isFalse();
  }

  @Test
  void oneMoreLayerIsFound() throws Exception {
    assertThat(published.audit(network(1, "Tanh", 1, true)).difference().orElseThrow())
        .contains("for v in");
  }

  @Test
  void anArchitectureWithoutAWeightOfTheParametersIsAnother() throws Exception {
    ModelProto.Builder model = network(1, "Tanh").toBuilder();
    model.getGraphBuilder().getInitializerBuilder(1).setName("c");
    model.getGraphBuilder().getNodeBuilder(1).setInput(1, "c");
    assertNoCircuit(published.audit(model.build()), "the architecture has no 'b'");
  }

  /** One number of the parameters at a time. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "bits" : 16                      | "bits" : 12                      | the range of tensor 'x'
          "output" : "public"              | "output" : "private"             | the kind of tensor 'y.y'
          "input" : "private"              | "input" : "public"               | tensor 'x'
          "x" : [ 1.0 ]                    | "x" : [ 4.0 ]                    | the scale of tensor 'x'
          "w in MatMul_0" : [ 1.0 ]        | "w in MatMul_0" : [ 64.0 ]       | tensor 'w'
          "w in MatMul_0" : [ 15 ]         | "w in MatMul_0" : [ 9 ]          | the range of tensor
          """)
  void anotherNumberIsFound(String given, String other, String difference) throws Exception {
    String text = new String(published.architecture().parameters(), StandardCharsets.UTF_8);
    assertThat(text).contains(given);
    ArchitectureParameters changed =
        ArchitectureAudit.parameters(text.replace(given, other).getBytes(StandardCharsets.UTF_8));
    assertThat(published.audit(changed).difference().orElseThrow()).contains(difference);
  }

  @Test
  void aNumberThatIsMissingIsNamed() throws Exception {
    String text = new String(published.architecture().parameters(), StandardCharsets.UTF_8);
    String without = text.replace("\"w in MatMul_0\"", "\"u in MatMul_0\"");
    ArchitectureParameters changed =
        ArchitectureAudit.parameters(without.getBytes(StandardCharsets.UTF_8));
    assertThat(published.audit(changed).difference().orElseThrow())
        .isEqualTo("no number 'weights' is given for w in MatMul_0");
  }

  /** Nothing to compare with, for a reason that is named. */
  private static void assertNoCircuit(ArchitectureAudit.Result result, String reason) {
    assertThat(result.agrees()).isFalse();
    assertThat(result.compiled()).isEmpty();
    assertThat(result.difference().orElseThrow()).contains(reason);
  }

  @Test
  void choicesThatNoCompileMakesDoNotFit() throws Exception {
    String text = new String(published.architecture().parameters(), StandardCharsets.UTF_8);
    String broken =
        text.replace("\"axis\" : { }", "\"axis\" : { \"f\" : [ 9 ] }")
            .replace("\"factors\" : { }", "\"factors\" : { \"f\" : [ 9, 1, 2 ] }");
    ArchitectureParameters changed =
        ArchitectureAudit.parameters(broken.getBytes(StandardCharsets.UTF_8));
    assertNoCircuit(published.audit(changed), "do not fit the architecture");
  }

  /** Made-up numbers in its place would make any exponent pass. */
  @Test
  void whatIsNoWeightCannotBeWithheld() throws Exception {
    ModelProto model =
        ModelBuilder.model()
            .input("x", 4, 4)
            .initializer("w", weights(new Random(1), 4, 4))
            .initializer("p", TensorData.ofDoubles(DataType.FLOAT, new int[] {1, 4}, 2, 2, 2, 2))
            .node("MatMul", "x w", "m")
            .node("Pow", "m p", "y")
            .output("y")
            .build();
    Published squares = Published.of(model, samples(), CompileOptions.defaults());
    assertThat(squares.parameters().withheld()).containsExactly("w");
    ArchitectureParameters given = squares.parameters();
    ArchitectureParameters more =
        new ArchitectureParameters(
            given.options(), given.imports(), List.of(), List.of("w", "p"), given.answers());
    assertNoCircuit(squares.audit(more), "withhold 'p', which is no weight");
  }

  @Test
  void publicWeightsAreNotPublishedOnceMore() {
    assertThatThrownBy(
            () ->
                Published.of(
                    network(1, "Tanh"),
                    samples(),
                    CompileOptions.defaults().withWeights(Visibility.PUBLIC)))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("weights are public");
  }
}
