package dev.vouch.circuits.compile;

import static dev.vouch.circuits.onnx.ModelBuilder.attributes;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.report.AccuracyMeter;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Norms of rows whose sizes lie far apart, in each sample in another order. */
class UnlikeRowsTest {
  private static final int ROWS = 6;
  private static final int COLUMNS = 16;

  /** Sizes of rows between 2^-octaves and 2^octaves. */
  private static List<Map<String, TensorData>> samples(double octaves) {
    return IntStream.range(0, 8)
        .mapToObj(
            seed -> {
              Random random = new Random(seed);
              double[] cells = new double[ROWS * COLUMNS];
              double size = 0;
              for (int i = 0; i < cells.length; i++) {
                size = i % COLUMNS == 0 ? octaves * (2 * random.nextDouble() - 1) : size;
                cells[i] = random.nextGaussian() * Math.pow(2, size);
              }
              return Map.of(
                  "x", TensorData.ofDoubles(DataType.FLOAT, new int[] {ROWS, COLUMNS}, cells));
            })
        .toList();
  }

  private static TensorData number(double value) {
    return TensorData.ofDoubles(DataType.FLOAT, new int[0], new double[] {value});
  }

  private static ModelBuilder meanSquare() {
    return model()
        .opset(17)
        .input("x", ROWS, COLUMNS)
        .initializer("one", number(1))
        .initializer("power", number(-0.5))
        .initializer("epsilon", number(1e-12))
        .node("Mul", "x x", "s")
        .node("ReduceMean", "s", "m", attributes("axes", new long[] {1}))
        .node("Add", "m epsilon", "e");
  }

  private static ModelBuilder inverse(String form, ModelBuilder model) {
    return switch (form) {
      case "reciprocal of root" -> model.node("Sqrt", "e", "r").node("Reciprocal", "r", "i");
      case "root of reciprocal" -> model.node("Reciprocal", "e", "r").node("Sqrt", "r", "i");
      case "quotient" -> model.node("Sqrt", "e", "r").node("Div", "one r", "i");
      default -> model.node("Pow", "e power", "i");
    };
  }

  private static double error(Graph graph, double octaves) throws Exception {
    List<Map<String, TensorData>> samples = samples(octaves);
    Compilation compilation =
        Compiler.compilation(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, samples));
    Compiled.requireValid(compilation.network());
    Compiled.requireAccepted(compilation.network(), samples.get(0));
    AccuracyMeter meter = new AccuracyMeter(compilation);
    samples.forEach(sample -> meter.add(sample, null, null));
    assertThat(meter.report().saturated()).isZero();
    return meter.report().overall().relRms().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"reciprocal of root", "root of reciprocal", "quotient", "power"})
  void haveTheSameNorm(String form) throws Exception {
    Graph graph = inverse(form, meanSquare()).node("Mul", "x i", "y").output("y").graph();
    assertThat(error(graph, 8)).isLessThan(1e-3);
    assertThat(error(graph, 10)).isLessThan(2e-3);
  }

  /** The root is an output, too, so that two steps stay. */
  @Test
  void inTwoSteps() throws Exception {
    Graph graph =
        inverse("reciprocal of root", meanSquare())
            .node("Mul", "i x", "y")
            .output("y")
            .output("r")
            .graph();
    assertThat(error(graph, 8)).isLessThan(1e-3);
  }
}
