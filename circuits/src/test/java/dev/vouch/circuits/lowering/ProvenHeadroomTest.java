package dev.vouch.circuits.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiled;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.compile.TestGraph;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.node.Attribute;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values get room beyond what calibration saw, but none that their interval does not allow. */
class ProvenHeadroomTest {
  /** y = m · w, where m are means of seven cells of f(x), all of one size. */
  private static Graph meanOf(String function) {
    return new TestGraph(5)
        .input("x", 3, 7)
        .weights("w", 1, 3, 2)
        .node(function, "f", "x")
        .node("ReduceMean", Map.of("axes", integers(1), "keepdims", integer(0)), "m", "f")
        .node("MatMul", "y", "m", "w")
        .outputs("y");
  }

  private static Attribute integers(long value) {
    return new Attribute.Integers(new long[] {value});
  }

  private static Attribute integer(long value) {
    return new Attribute.Integer(value);
  }

  @ParameterizedTest
  @CsvSource({"Sigmoid, 2, 15", "Sigmoid, -2, 17", "Identity, 0.9, 14"})
  void twiceWhatWasSeenOrAllThatCanBe(String function, double value, int scale) throws Exception {
    Graph graph = meanOf(function);
    double[] cells = new double[21];
    Arrays.fill(cells, value);
    TensorData x = TensorData.ofDoubles(DataType.FLOAT, new int[] {3, 7}, cells);
    CompiledNetwork network =
        Compiler.compile(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, List.of(Map.of("x", x))));
    Compiled.requireValid(network);
    Compiled.requireAccepted(network, Map.of("x", x));
    int factor =
        network.program().tensors().stream()
            .filter(tensor -> tensor.name().equals("m"))
            .mapToInt(IntegerTensor::scaleExponent)
            .min()
            .orElseThrow();
    assertThat(factor).isEqualTo(scale);
  }
}
