package dev.vouch.circuits.compile;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.program.Execution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attention with masks: other cells are as exact as without one, whatever the mask's numbers. */
class MaskTest {
  private static final int LENGTH = 5;
  private static final int WIDTH = 4;
  private static final int SAMPLES = 6;
  private static final double BOUND = 1e-3;

  /** Scores s = scale · x xᵀ; the nodes of a test make a of them; y = softmax(a) · x. */
  private static ModelBuilder attention(double scale) {
    return model()
        .input("x", 1, LENGTH, WIDTH)
        .initializer("scale", TensorData.ofScalar(scale))
        .node("Transpose", "x", "xt", attributes("perm", 0, 2, 1))
        .node("MatMul", "x xt", "products")
        .node("Mul", "products scale", "s");
  }

  private static ModelBuilder weighed(ModelBuilder model) {
    return model
        .node("Softmax", "a", "p", attribute("axis", -1))
        .node("MatMul", "p x", "y")
        .output("y");
  }

  private static boolean visible(int row, int column) {
    return column <= row;
  }

  private static TensorData causal(double masked) {
    double[] values =
        IntStream.range(0, LENGTH * LENGTH)
            .mapToDouble(i -> visible(i / LENGTH, i % LENGTH) ? 0 : masked)
            .toArray();
    return TensorData.ofDoubles(DataType.FLOAT, new int[] {LENGTH, LENGTH}, values);
  }

  private static TensorData causal(boolean kept) {
    long[] values =
        IntStream.range(0, LENGTH * LENGTH)
            .mapToLong(i -> visible(i / LENGTH, i % LENGTH) == kept ? 1 : 0)
            .toArray();
    return TensorData.ofLongs(DataType.BOOL, new int[] {LENGTH, LENGTH}, values);
  }

  private static Map<String, TensorData> sample(Graph graph, int seed) {
    Random random = new Random(seed);
    Map<String, TensorData> sample = new HashMap<>();
    for (String input : graph.inputs()) {
      DataType type = graph.info(input).type();
      int[] shape = graph.info(input).shape();
      int size = graph.info(input).size();
      sample.put(
          input,
          type.isFloating() && !input.equals("m")
              ? TensorData.ofDoubles(type, shape, random.doubles(size, -3, 3).toArray())
              : type.isFloating()
                  ? TensorData.ofDoubles(type, shape, bits(random, size).asDoubleStream().toArray())
                  : TensorData.ofLongs(type, shape, bits(random, size).toArray()));
    }
    return sample;
  }

  /** The first bit is 1: no row is masked wholly. */
  private static LongStream bits(Random random, int size) {
    long[] bits = random.longs(size, 0, 2).toArray();
    bits[0] = 1;
    return Arrays.stream(bits);
  }

  private static void requireAccurate(ModelBuilder model) throws Exception {
    Graph graph = model.graph();
    List<Map<String, TensorData>> samples = new ArrayList<>();
    IntStream.range(0, SAMPLES).forEach(seed -> samples.add(sample(graph, seed)));
    CompiledNetwork network =
        Compiler.compile(graph, CompileOptions.defaults(), Calibrator.calibrate(graph, samples));
    Compiled.requireValid(network);
    for (String output : graph.outputs()) {
      double squaredError = 0;
      double squared = 0;
      for (Map<String, TensorData> sample : samples) {
        Execution execution =
            sample == samples.get(0)
                ? Compiled.requireAccepted(network, sample)
                : network.execute(sample);
        double[] y = execution.outputs().get(output).dequantised();
        double[] expected = new FloatInterpreter(graph).run(sample).get(output).toDoubles();
        for (int i = 0; i < y.length; i++) {
          squaredError += (y[i] - expected[i]) * (y[i] - expected[i]);
          squared += expected[i] * expected[i];
        }
      }
      assertThat(Math.sqrt(squaredError / squared)).as(output).isLessThanOrEqualTo(BOUND);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-10, 1",
    "-10000, 1",
    "-65504, 10",
    "-1e6, 0.1",
    "-1e9, 10",
    "-3.4028235e38, 1",
    "-Infinity, 10"
  })
  void addedAsInitializerOrNode(double masked, double scale) throws Exception {
    requireAccurate(
        weighed(attention(scale).initializer("m", causal(masked)).node("Add", "s m", "a")));
    requireAccurate(
        weighed(
            attention(scale)
                .node("Constant", "", "m", attribute("value", causal(masked)))
                .node("Add", "m s", "a")));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-10, -1e4, -1e9, Double.NEGATIVE_INFINITY})
  void chosenByWhere(double masked) throws Exception {
    TensorData number = TensorData.ofScalar(masked);
    requireAccurate(
        weighed(
            attention(1)
                .initializer("c", causal(true))
                .initializer("n", number)
                .node("Where", "c s n", "a")));
    requireAccurate(
        weighed(
            attention(1)
                .initializer("c", causal(false))
                .initializer("n", number)
                .node("Where", "c n s", "a")));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-10, -1e4, -1e9, -3.4028235e38, Double.NEGATIVE_INFINITY})
  void chosenByAnInput(double masked) throws Exception {
    ModelBuilder added =
        attention(1)
            .input("b", DataType.BOOL, 1, 1, LENGTH)
            .initializer("none", TensorData.ofScalar(0))
            .initializer("n", TensorData.ofScalar(masked))
            .initializer("causal", causal(Math.max(masked, -1e30)))
            .node("Where", "b none n", "m")
            .node("Add", "m causal", "both")
            .node("Add", "s both", "a");
    requireAccurate(weighed(added));
    ModelBuilder selected =
        attention(1)
            .input("b", DataType.BOOL, 1, 1, LENGTH)
            .initializer("n", TensorData.ofScalar(masked))
            .node("Where", "b s n", "a");
    requireAccurate(weighed(selected));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e4, -65504, -1e9, -3.4028235e38})
  void computedFromAnInput(double masked) throws Exception {
    for (DataType type : List.of(DataType.INT64, DataType.FLOAT)) {
      requireAccurate(
          weighed(
              attention(1)
                  .input("m", type, 1, 1, LENGTH)
                  .initializer("one", TensorData.ofScalar(1))
                  .initializer("n", TensorData.ofScalar(masked))
                  .node("Cast", "m", "real", attribute("to", 1))
                  .node("Sub", "one real", "hidden")
                  .node("Mul", "hidden n", "mask")
                  .node("Add", "s mask", "a")));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e4, -1e9})
  void computedAndScaledAfterwards(double masked) throws Exception {
    requireAccurate(
        weighed(
            attention(1)
                .input("m", DataType.INT64, 1, 1, LENGTH)
                .input("b", DataType.BOOL, 1, 1, LENGTH)
                .initializer("one", TensorData.ofScalar(1))
                .initializer("none", TensorData.ofScalar(0))
                .initializer("n", TensorData.ofScalar(masked))
                .initializer("k", TensorData.ofScalar(0.7))
                .node("Cast", "m", "real", attribute("to", 1))
                .node("Sub", "one real", "hidden")
                .node("Mul", "hidden n", "mask")
                .node("Where", "b none n", "other")
                .node("Add", "s mask", "sum")
                .node("Add", "sum other", "both")
                .node("Mul", "both k", "a")));
  }

  @Test
  void integersThatBecomeConditions() throws Exception {
    for (boolean opposite : new boolean[] {false, true}) {
      requireAccurate(
          weighed(
              attention(1)
                  .input("m", DataType.INT64, 1, 1, LENGTH)
                  .initializer("n", TensorData.ofScalar(Double.NEGATIVE_INFINITY))
                  .initializer("c", causal(true))
                  .node("Cast", "m", "kept", attribute("to", DataType.BOOL.onnxCode()))
                  .node("And", "kept c", "both")
                  .node("Not", "both", "hidden")
                  .node("Where", opposite ? "hidden n s" : "both s n", "a")));
    }
  }

  /** The mask keeps its place through sums, scales and changes of layout. */
  @ParameterizedTest
  @ValueSource(doubles = {-1e4, -1e9, Double.NEGATIVE_INFINITY})
  void onTheWayToTheSoftmax(double masked) throws Exception {
    double[] slopes =
        IntStream.range(0, LENGTH * LENGTH)
            .mapToDouble(i -> -0.37 * Math.abs(i / LENGTH - i % LENGTH))
            .toArray();
    requireAccurate(
        attention(1)
            .initializer("m", causal(masked))
            .initializer(
                "slopes", TensorData.ofDoubles(DataType.FLOAT, new int[] {LENGTH, LENGTH}, slopes))
            .initializer("k", TensorData.ofScalar(0.7))
            .initializer("lengths", TensorData.ofVector(1, 1, LENGTH, LENGTH))
            .node("Add", "m slopes", "both")
            .node("Add", "s both", "sum")
            .node("Mul", "sum k", "scaled")
            .node("Reshape", "scaled lengths", "deep")
            .node("Transpose", "deep", "a", attributes("perm", 0, 1, 3, 2))
            .node("Softmax", "a", "p", attribute("axis", 2))
            .output("p")
            // A second reader sees the sum as it is.
            .node("Softmax", "sum", "q", attribute("axis", 1))
            .output("q"));
    requireAccurate(
        attention(1)
            .opset(11)
            .initializer("m", causal(masked))
            .node("Add", "s m", "a")
            .node("Softmax", "a", "y", attribute("axis", 1))
            .output("y"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e4, -1e9, Double.NEGATIVE_INFINITY})
  void rowsThatAreMaskedWholly(double masked) throws Exception {
    double[] mask = causal(masked).doubles().clone();
    Arrays.fill(mask, LENGTH, 2 * LENGTH, masked);
    ModelBuilder model =
        weighed(
            attention(1)
                .initializer(
                    "m", TensorData.ofDoubles(DataType.FLOAT, new int[] {LENGTH, LENGTH}, mask))
                .node("Add", "s m", "a"));
    if (masked >= -1e6) {
      requireAccurate(model);
      return;
    }
    Graph graph = model.output("p").graph();
    Map<String, TensorData> sample = sample(graph, 1);
    double[] p = new FloatInterpreter(graph).run(sample).get("p").doubles();
    assertThat(Arrays.copyOfRange(p, LENGTH, 2 * LENGTH)).containsOnly(1.0 / LENGTH);
    requireAccurate(model);
  }

  /** What ends elsewhere is a number like any other. */
  @Test
  void lookalikesAreNotDropped() throws Exception {
    requireAccurate(
        attention(1).initializer("m", causal(-1e9)).node("Add", "s m", "y").output("y"));
    requireAccurate(
        attention(1)
            .initializer("m", causal(-1e9))
            .node("Add", "s m", "sum")
            .node("ReduceMax", "sum", "y", attributes("axes", -1))
            .node("Relu", "sum", "z")
            .node("ArgMax", "sum", "i", attribute("axis", -1))
            .output("y")
            .output("z")
            .output("i"));
  }
}
