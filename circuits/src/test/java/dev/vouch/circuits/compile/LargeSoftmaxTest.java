package dev.vouch.circuits.compile;

import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.primitive.Tabulation;
import dev.vouch.circuits.report.AccuracyMeter;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Softmax of so many cells that exp is one table of 2^16 rows. */
class LargeSoftmaxTest {
  private static final int LENGTH = 96;
  private static final int CELLS = LENGTH * LENGTH;
  private static final int MASKED_ROW = 7;
  private static final double BOUND = 1e-3;

  private static ModelBuilder plain() {
    return model().input("x", LENGTH, LENGTH).node("Softmax", "x", "y").output("y");
  }

  /** Causal, and one row is masked wholly. */
  private static ModelBuilder masked() {
    double[] mask =
        IntStream.range(0, CELLS)
            .mapToDouble(
                i -> i % LENGTH <= i / LENGTH && i / LENGTH != MASKED_ROW ? 0 : -Float.MAX_VALUE)
            .toArray();
    return model()
        .input("x", LENGTH, LENGTH)
        .initializer("m", TensorData.ofDoubles(DataType.FLOAT, new int[] {LENGTH, LENGTH}, mask))
        .node("Add", "x m", "a")
        .node("Softmax", "a", "y")
        .output("y");
  }

  private static Map<String, TensorData> sample(double size) {
    double[] x = new Random(3).doubles(CELLS, -size, size).toArray();
    return Map.of("x", TensorData.ofDoubles(DataType.FLOAT, new int[] {LENGTH, LENGTH}, x));
  }

  private static int longestTable(CompiledNetwork network) {
    return network.program().primitives().stream()
        .filter(Tabulation.class::isInstance)
        .mapToInt(primitive -> ((Tabulation) primitive).table().length)
        .max()
        .orElse(0);
  }

  /** Values beyond ±2^5 need more bits than one table takes. */
  @ParameterizedTest
  @CsvSource({"0.01, 65536", "1, 65536", "7.9, 65536", "15, 65536", "200, 256", "3000, 256"})
  void oneTableWhereStepsAreFineEnough(double size, int rows) throws Exception {
    for (ModelBuilder model : List.of(plain(), masked())) {
      Graph graph = model.graph();
      Map<String, TensorData> sample = sample(size);
      Compilation compilation =
          Compiler.compilation(
              graph, CompileOptions.defaults(), Calibrator.calibrate(graph, List.of(sample)));
      CompiledNetwork network = compilation.network();
      Compiled.requireValid(network);
      Compiled.requireAccepted(network, sample);
      assertThat(longestTable(network)).isEqualTo(rows);
      AccuracyMeter meter = new AccuracyMeter(compilation);
      meter.add(sample, null, null);
      assertThat(meter.report().overall().relRms().orElseThrow()).isLessThanOrEqualTo(BOUND);
    }
  }
}
