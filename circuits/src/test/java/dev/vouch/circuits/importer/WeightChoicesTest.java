package dev.vouch.circuits.importer;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.compile.Visibility;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.graph.UnsupportedModelException.Problem;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.verifier.circuit.codec.CircuitCodec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is computed from hidden weights and decides something is refused by name. */
class WeightChoicesTest {
  private static final int INT64 = DataType.INT64.onnxCode();
  private static final int FLOAT = DataType.FLOAT.onnxCode();

  /** Weights {@code w}, [3], of which the last is the greatest, and an input {@code x}, [2, 3]. */
  private static ModelBuilder model() {
    return ModelBuilder.model()
        .input("x", 2, 3)
        .initializer("w", TensorData.ofDoubles(DataType.FLOAT, new int[] {3}, 0.5, 0.25, 0.75))
        .initializer("zero", TensorData.ofDoubles(DataType.FLOAT, new int[0], 0))
        .initializer("none", TensorData.ofLongs(DataType.INT64, new int[0], 0))
        .initializer("step", TensorData.ofLongs(DataType.INT64, new int[0], 1))
        .initializer("one", TensorData.ofVector(1))
        .initializer("three", TensorData.ofVector(3))
        .initializer("two", TensorData.ofVector(2));
  }

  private static ModelBuilder greatest() {
    return model().node("ArgMax", "w", "i");
  }

  private static ModelBuilder positive() {
    return model().node("Greater", "w zero", "p");
  }

  private static ModelBuilder gathered(ModelBuilder model) {
    return model.node("Gather", "x i", "y", attribute("axis", 1));
  }

  private static Arguments of(String node, ModelBuilder model) {
    return Arguments.of(node, model.output("y"));
  }

  /** The node that would show weights, and the model. */
  static List<Arguments> shown() {
    return List.of(
        of("Gather_0", gathered(greatest())),
        of("Gather_0", gathered(model().node("NonZero", "w", "i"))),
        of("Gather_0", gathered(model().node("TopK", "w one", "v i"))),
        of(
            "Gather_0",
            gathered(
                model()
                    .node("ArgMax", "w", "n", attribute("keepdims", 0))
                    .node("Range", "none n step", "i"))),
        of(
            "Equal_0",
            greatest()
                .node("Cast", "x", "n", attribute("to", INT64))
                .node("Equal", "n i", "e")
                .node("Cast", "e", "y", attribute("to", FLOAT))),
        of(
            "OneHot_0",
            greatest()
                .node("Cast", "x", "n", attribute("to", INT64))
                .initializer("values", TensorData.ofVector(0, 1))
                .node("OneHot", "n i values", "y")),
        of("Slice_0", greatest().node("Slice", "x i three one", "y")),
        of(
            "Tile_0",
            greatest().node("Concat", "one i", "n", attribute("axis", 0)).node("Tile", "x n", "y")),
        of(
            "Expand_0",
            greatest()
                .node("Concat", "i one three", "n", attribute("axis", 0))
                .node("Expand", "x n", "y")),
        of(
            "Reshape_0",
            greatest()
                .node("Concat", "three i", "n", attribute("axis", 0))
                .node("Reshape", "x n", "y")),
        of("Where_0", positive().node("Where", "p x zero", "y")),
        of("Compress_0", positive().node("Compress", "x p", "y", attribute("axis", 1))),
        of("Add_0", positive().node("Compress", "w p", "v").node("Add", "x v", "y")),
        of(
            "If_0",
            positive()
                .node("Cast", "p", "n", attribute("to", INT64))
                .node("ReduceMax", "n", "most", attribute("keepdims", 0))
                .node("Cast", "most", "c", attribute("to", DataType.BOOL.onnxCode()))
                .node(
                    "If",
                    "c",
                    "y",
                    attribute("then_branch", branch("Relu")),
                    attribute("else_branch", branch("Sigmoid")))));
  }

  private static ModelBuilder branch(String operator) {
    return ModelBuilder.model().node(operator, "x", "taken").output("taken");
  }

  /** Models in which weights stay hidden. */
  static List<ModelBuilder> hidden() {
    return List.of(
        greatest().node("Gather", "w i", "v").node("Add", "x v", "y").output("y"),
        positive()
            .node("Cast", "p", "v", attribute("to", FLOAT))
            .node("Mul", "x v", "y")
            .output("y"),
        positive().node("Where", "p w zero", "v").node("Add", "x v", "y").output("y"),
        masked(0, 1, 1),
        masked(0, -10_000, Double.NEGATIVE_INFINITY),
        gathered(model().initializer("i", TensorData.ofVector(2))).output("y"),
        model()
            .node("Shape", "w", "n")
            .node("Concat", "two one n", "s", attribute("axis", 0))
            .node("Expand", "x s", "y")
            .output("y"));
  }

  /** A mask that is written as real numbers. */
  private static ModelBuilder masked(double... mask) {
    return model()
        .initializer("m", TensorData.ofDoubles(DataType.FLOAT, new int[] {3}, mask))
        .node("Equal", "m zero", "p")
        .node("Where", "p x zero", "y")
        .output("y");
  }

  private static void compile(ModelBuilder model, CompileOptions options) throws Exception {
    Graph graph = model.graph();
    Compiler.compile(graph, options, Calibrator.synthetic(graph));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shown")
  void weightsThatWouldShowAreRefusedByName(String node, ModelBuilder model) throws Exception {
    CompileOptions options = CompileOptions.defaults();
    UnsupportedModelException refusal =
        catchThrowableOfType(UnsupportedModelException.class, () -> compile(model, options));
    assertThat(refusal.problems()).extracting(Problem::where).containsExactly(node);
    assertThat(refusal).hasMessageContaining("computed from weights");
    compile(model, options.withWeights(Visibility.PUBLIC));
  }

  @ParameterizedTest
  @MethodSource("hidden")
  void whatStaysHiddenCompiles(ModelBuilder model) throws Exception {
    compile(model, CompileOptions.defaults());
  }

  @Test
  void anOutputThatIsComputedFromWeightsAlone() throws Exception {
    ModelBuilder model = positive().node("Relu", "x", "y").output("y").output("p");
    assertThat(model.graph().shownWeights())
        .extracting(Problem::where)
        .containsExactly("output 'p'");
  }

  /** Integers that are multiplied are weights as real numbers are: nothing of them shows. */
  @Test
  void integerWeightsStayHidden() throws Exception {
    assertThat(circuitOfIntegers(5, -120, 7)).isEqualTo(circuitOfIntegers(120, 9, -3));
  }

  private static byte[] circuitOfIntegers(double... weights) throws Exception {
    Graph graph =
        ModelBuilder.model()
            .input("x", DataType.INT8, 2, 3)
            .initializer("w", TensorData.ofDoubles(DataType.FLOAT, new int[] {3, 1}, weights))
            .node("Cast", "w", "q", attribute("to", DataType.INT8.onnxCode()))
            .node("MatMulInteger", "x q", "y")
            .output("y")
            .graph();
    return CircuitCodec.encode(
        Compiler.compile(graph, CompileOptions.defaults(), Calibrator.synthetic(graph)).circuit());
  }
}
