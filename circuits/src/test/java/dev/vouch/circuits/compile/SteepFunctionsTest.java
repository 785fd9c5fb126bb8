package dev.vouch.circuits.compile;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
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
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions of arguments that are so large that an input's usual bits are felt in the result. */
class SteepFunctionsTest {
  private static final int ROWS = 32;
  private static final int LENGTH = 48;
  private static final double BOUND = 1e-3;

  private static ModelBuilder input() {
    return model().input("x", ROWS, LENGTH);
  }

  private static TensorData number(double value) {
    return TensorData.ofDoubles(DataType.FLOAT, new int[0], new double[] {value});
  }

  private static ModelBuilder scaled(double factor, String function) {
    return input()
        .initializer("k", number(factor))
        .node("Mul", "x k", "t")
        .node(function, "t", "y")
        .output("y");
  }

  private static TensorData normal(double mean, double deviation) {
    Random random = new Random(7);
    double[] x =
        DoubleStream.generate(() -> mean + deviation * random.nextGaussian())
            .limit(ROWS * LENGTH)
            .toArray();
    return TensorData.ofDoubles(DataType.FLOAT, new int[] {ROWS, LENGTH}, x);
  }

  private static void requireExact(ModelBuilder model, TensorData x) throws Exception {
    Graph graph = model.graph();
    Map<String, TensorData> sample = Map.of("x", x);
    Compilation compilation =
        Compiler.compilation(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, List.of(sample)));
    Compiled.requireValid(compilation.network());
    Compiled.requireAccepted(compilation.network(), sample);
    AccuracyMeter meter = new AccuracyMeter(compilation);
    meter.add(sample, null, null);
    assertThat(meter.report().overall().relRms().orElseThrow()).isLessThanOrEqualTo(BOUND);
  }

  @ParameterizedTest
  @CsvSource({
    "Tanh, 10000", "Tanh, 1000", "Tanh, 100", "Sigmoid, 3000", "Erf, 500", "Atan, 400",
    "Atan, 700", "Atan, 10000", "Softsign, 700", "Softsign, 10000", "Erf, 10000", "Sigmoid, 10000",
    "Softmax, 100", "Softmax, 400", "LogSoftmax, 300", "Sin, 300", "Gelu, 500", "HardSigmoid, 3000"
  })
  void inputsHaveTheDigitsThatLargeFactorsShow(String function, double factor) throws Exception {
    requireExact(scaled(factor, function), normal(0, 1));
    requireExact(scaled(factor, function), normal(0, 1e-3));
  }

  @ParameterizedTest
  @CsvSource({"Tanh, 500", "Sigmoid, 1000"})
  void argumentsNearAThresholdFarFromZero(String function, double factor) throws Exception {
    ModelBuilder model =
        input()
            .initializer("k", number(factor))
            .initializer("o", number(-3 * factor))
            .node("Mul", "x k", "s")
            .node("Add", "s o", "t")
            .node(function, "t", "y")
            .output("y");
    requireExact(model, normal(3, 0.2));
  }

  @Test
  void exponentialsOfLargeNegativeArguments() throws Exception {
    ModelBuilder model =
        input()
            .initializer("k", number(-200))
            .node("Abs", "x", "a")
            .node("Mul", "a k", "t")
            .node("Exp", "t", "y")
            .output("y");
    requireExact(model, normal(0, 1));
  }

  @Test
  void steepHardSigmoids() throws Exception {
    ModelBuilder model =
        input()
            .node("HardSigmoid", "x", "y", attribute("alpha", 2000.0), attribute("beta", 0.25))
            .output("y");
    requireExact(model, normal(0, 1));
  }

  @Test
  void weightsThatMakeArgumentsLarge() throws Exception {
    double[] weights = new Random(3).doubles(LENGTH * 16, -200, 200).toArray();
    ModelBuilder model =
        input()
            .initializer("w", TensorData.ofDoubles(DataType.FLOAT, new int[] {LENGTH, 16}, weights))
            .node("MatMul", "x w", "t")
            .node("Tanh", "t", "y")
            .output("y");
    requireExact(model, normal(0, 1));
  }
}
