package dev.vouch.circuits.compile;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.conformance.IntegerLevel;
import dev.vouch.circuits.conformance.Verdict;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.primitive.Quotient;
import dev.vouch.circuits.program.Execution;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Softmax over rows of so many cells that their sum is normalised. */
class LongSoftmaxTest {
  private static final int LONGEST_EXACT = 8192;
  private static final double BOUND = 1e-3;

  /** Logits of normal distribution. */
  private static TensorData logits(double deviation, int... shape) {
    Random random = new Random(11);
    double[] cells = new double[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    Arrays.setAll(cells, i -> deviation * random.nextGaussian());
    return TensorData.ofDoubles(DataType.FLOAT, shape, cells);
  }

  @ParameterizedTest
  @CsvSource({
    "8192, 8",
    "8193, 1",
    "8193, 8",
    "16384, 1",
    "16384, 3",
    "16384, 8",
    "20000, 0.001",
    "32768, 1",
    "50257, 1",
    "50257, 8"
  })
  void isExactAndWithinItsBound(int length, double deviation) throws Exception {
    Graph graph = model().input("x", 1, length).node("Softmax", "x", "y").output("y").graph();
    requireExact(graph, logits(deviation, 1, length), length <= LONGEST_EXACT);
  }

  @ParameterizedTest
  @CsvSource({"12000, 2", "16384, 0.5"})
  void alongAnyAxis(int length, double deviation) throws Exception {
    Graph graph =
        model()
            .input("x", length, 2)
            .node("Softmax", "x", "y", attribute("axis", 0))
            .output("y")
            .graph();
    requireExact(graph, logits(deviation, length, 2), false);
  }

  /** Within the predicted bound of every cell, and near the whole. */
  private static void requireExact(Graph graph, TensorData x, boolean quotient) throws Exception {
    Map<String, TensorData> inputs = Map.of("x", x);
    double[] expected = softmax(x);
    IntegerLevel.Result result =
        IntegerLevel.of(
            graph,
            inputs,
            List.of(TensorData.ofDoubles(DataType.DOUBLE, x.shape(), expected)),
            CompileOptions.defaults());
    assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
    CompiledNetwork network = result.network();
    Compiled.requireValid(network);
    Execution execution = Compiled.requireAccepted(network, inputs);
    assertThat(network.program().primitives().stream().anyMatch(Quotient.class::isInstance))
        .isEqualTo(quotient);
    double[] y = execution.outputs().get("y").dequantised();
    double errors = 0;
    double squares = 0;
    for (int i = 0; i < y.length; i++) {
      errors += Math.pow(y[i] - expected[i], 2);
      squares += Math.pow(expected[i], 2);
    }
    assertThat(Math.sqrt(errors / squares)).isLessThanOrEqualTo(BOUND);
  }

  /** Over the longest axis of a matrix. */
  private static double[] softmax(TensorData x) {
    double[] y = Arrays.stream(x.doubles()).map(Math::exp).toArray();
    int rows = Math.min(x.shape()[0], x.shape()[1]);
    boolean last = x.shape()[0] == rows;
    int length = y.length / rows;
    double[] sums = new double[rows];
    for (int i = 0; i < y.length; i++) {
      sums[last ? i / length : i % rows] += y[i];
    }
    Arrays.setAll(y, i -> y[i] / sums[last ? i / length : i % rows]);
    return y;
  }
}
