package dev.vouch.circuits.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.primitive.Requantisation;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.verifier.circuit.codec.CircuitCodec;
import dev.vouch.verifier.circuit.codec.Identifiers;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the circuit of a network with hidden weights tells of them: scales and widths alone. */
class HiddenWeightsTest {
  /**
   * Everything but scales and declared widths must be the same for weights of other values and
   * equal magnitudes.
   */
  @Test
  void hiddenWeightsDoNotShapeTheCircuit() throws Exception {
    Graph graph = TestGraph.oneLayer(0.5, 0.25, -0.125);
    Graph other = TestGraph.oneLayer(-0.5, -0.01, 0.3);
    Calibration calibration = Calibration.of(Map.of("x", 1.0, "y", 1.0));
    byte[] first =
        CircuitCodec.encode(
            Compiler.compile(graph, CompileOptions.defaults(), calibration).circuit());
    assertThat(
            CircuitCodec.encode(
                Compiler.compile(other, CompileOptions.defaults(), calibration).circuit()))
        .isEqualTo(first);
  }

  /** What is learned must not become a public constant, whichever operator reads it. */
  @ParameterizedTest
  @ValueSource(strings = {"Concat", "Max", "Min", "Add", "Sub", "Mul"})
  void learnedOperandsAreHidden(String operator) throws Exception {
    assertThat(digestWith(operator, -0.125, 0.5)).isEqualTo(digestWith(operator, 0.5, -0.25));
  }

  private static String digestWith(String operator, double... learned) throws Exception {
    return digest(
        new TestGraph(1)
            .input("x", 1, 2)
            .constant("w", TensorData.ofDoubles(DataType.FLOAT, new int[] {1, 2}, learned))
            .node(operator, Map.of("axis", new Attribute.Integer(1)), "y", "x", "w")
            .outputs("y"));
  }

  /** The bias of a regression with one output is a weight as any other. */
  @Test
  void aBiasOfOneCellIsHidden() throws Exception {
    assertThat(digestOfRegression(0.6)).isEqualTo(digestOfRegression(0.75));
  }

  private static String digestOfRegression(double bias) throws Exception {
    return digest(
        new TestGraph(1)
            .input("x", 1, 2)
            .weights("w", 0.5, 2, 1)
            .node("MatMul", "m", "x", "w")
            .constant("b", TensorData.ofDoubles(DataType.FLOAT, new int[] {1}, bias))
            .node("Add", "y", "m", "b")
            .outputs("y"));
  }

  private static String digest(Graph graph) throws Exception {
    Calibration calibration = Calibration.of(Map.of("x", 1.0, "y", 1.0));
    CompiledNetwork network = Compiler.compile(graph, CompileOptions.defaults(), calibration);
    return HexFormat.of()
        .formatHex(Identifiers.circuitDigest(CircuitCodec.encode(network.circuit())));
  }

  @Test
  void publicWeightsDropClamps() throws Exception {
    Graph graph = TestGraph.oneLayer(0.9, 0, 0, 0, 0, 0, 0, 0);
    Calibration calibration = Calibration.of(Map.of("x", 1.0, "y", 1.0));
    CompileOptions hidden = CompileOptions.defaults();
    assertThat(clamps(Compiler.compile(graph, hidden, calibration))).isEqualTo(1);
    assertThat(clamps(Compiler.compile(graph, hidden.withWeights(Visibility.PUBLIC), calibration)))
        .isZero();
  }

  private static long clamps(CompiledNetwork network) {
    return network.program().primitives().stream()
        .filter(
            primitive ->
                primitive instanceof Requantisation requantisation
                    && requantisation.clamps(network.program()))
        .count();
  }
}
