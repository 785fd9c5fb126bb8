package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.Compilation;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import dev.vouch.circuits.report.BoundMeter;
import dev.vouch.circuits.report.OutputBound;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Operators that read what others made of values of unlike size: all is within its bound. */
class ChainTest {
  private static final int SAMPLES = 8;
  private static final double MOST_ERROR = 0x1p-7;
  private static final double[] SIZES = {1000, 0.01, 3, 200, 0.5, 0.002};

  private static TensorData reals(int[] shape, double... values) {
    return TensorData.ofDoubles(DataType.FLOAT, shape, values);
  }

  private static TensorData reals(double... values) {
    return reals(new int[] {values.length}, values);
  }

  private static TensorData number(double value) {
    return reals(new int[0], value);
  }

  /** Columns, or channels of an image, of those sizes, or of 1. */
  private static List<Map<String, TensorData>> samples(int[] shape, boolean sized) {
    Random random = new Random(3);
    List<Map<String, TensorData>> samples = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      double[] values = random.doubles(size(shape), -1, 1).toArray();
      for (int cell = 0; sized && cell < values.length; cell++) {
        values[cell] *= SIZES[cell / (values.length / shape[1]) % SIZES.length];
      }
      samples.add(Map.of("x", reals(shape, values)));
    }
    return samples;
  }

  private static int size(int... shape) {
    int size = 1;
    for (int length : shape) {
      size *= length;
    }
    return size;
  }

  private static List<OutputBound> bounds(ModelBuilder model, List<Map<String, TensorData>> samples)
      throws Exception {
    Graph graph = model.graph();
    Compilation compilation =
        Compiler.compilation(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, samples));
    BoundMeter meter = new BoundMeter(compilation);
    for (Map<String, TensorData> sample : samples) {
      Map<String, TensorData> expected = new FloatInterpreter(graph).run(sample);
      meter.add(sample, expected, compilation.network().execute(sample));
    }
    return meter.outputs();
  }

  private static void assertKept(ModelBuilder model, List<Map<String, TensorData>> samples)
      throws Exception {
    assertThat(bounds(model, samples))
        .allMatch(OutputBound::kept)
        .allMatch(output -> output.undecided() == 0 && output.bound() < MOST_ERROR);
  }

  @Test
  void aBoundThatIsAPowerOfTwoIsReached() throws Exception {
    ModelBuilder model =
        model()
            .input("x", 1, 4)
            .initializer("lo", number(0))
            .initializer("hi", number(4))
            .node("Clip", "x lo hi", "c")
            .node("Cast", "c", "y", attribute("to", DataType.INT64.onnxCode()))
            .output("c")
            .output("y");
    assertKept(model, List.of(Map.of("x", reals(new int[] {1, 4}, 0.3, 1.2, 3.9, 5))));
  }

  /** Heads that are joined have no view in which the summands lie side by side. */
  @Test
  void sumsOfJoinedHeadsHaveTheirScale() throws Exception {
    ModelBuilder model =
        model()
            .opset(24)
            .input("x", 1, 5, 6)
            .initializer("place", TensorData.ofVector(2))
            .node(
                "Attention",
                "x x x",
                "heads",
                attribute("q_num_heads", 3),
                attribute("kv_num_heads", 3))
            .node("CumSum", "heads place", "y", attribute("exclusive", 1))
            .output("y");
    assertKept(model, samples(new int[] {1, 5, 6}, false));
  }

  @Test
  void channelsArePutBackWhereTheirLargestCellsWere() throws Exception {
    AttributeProto[] windows = {attributes("kernel_shape", 2, 2), attributes("strides", 2, 2)};
    ModelBuilder model =
        model()
            .input("x", 1, 6, 4, 4)
            .initializer("sizes", reals(new int[] {6, 1, 1}, SIZES))
            .node("MaxPool", "x", "p i", windows)
            .node("MaxUnpool", "p i", "u", windows)
            .node("Div", "u sizes", "y")
            .output("y");
    assertKept(model, samples(new int[] {1, 6, 4, 4}, true));
  }

  /** A spectrum is laid out in another way than its shape says. */
  @Test
  void aSpectrumIsQuantisedByFrequencies() throws Exception {
    ModelBuilder model =
        model()
            .opset(20)
            .input("x", 1, 6)
            .initializer("last", TensorData.ofVector(-1))
            .initializer("along", TensorData.ofLongs(DataType.INT64, new int[0], 1))
            .initializer("scale", reals(0.05, 0.04, 0.06, 0.05))
            .initializer(
                "zero", TensorData.ofLongs(DataType.UINT8, new int[] {4}, 99, 120, 130, 90))
            .node("Unsqueeze", "x last", "pairs")
            .node("DFT", "pairs - along", "spectrum", attribute("onesided", 1))
            .node("QuantizeLinear", "spectrum scale zero", "y", attribute("axis", 1))
            .output("y");
    assertThat(bounds(model, samples(new int[] {1, 6}, false))).allMatch(OutputBound::kept);
  }

  /** The scaler's steps are there twice, with and without what Softmax takes off beforehand. */
  @Test
  void aScalerIsReadBySoftmaxAndByOthers() throws Exception {
    double[] offset = {300, -0.5, -5, 90, 40, 0.001};
    double[] scale = new double[offset.length];
    Arrays.setAll(scale, i -> 1 / (SIZES[i] + Math.abs(offset[i])));
    ModelBuilder model =
        model()
            .opset(21)
            .features(3)
            .input("x", 1, 6)
            .initializer("gain", reals(1.5, 2, 1, 1.7, 1.2, 3))
            .initializer("one", reals(1, 1, 1, 1, 1, 0.9))
            .call(
                "ai.onnx.ml",
                "Scaler",
                "x",
                "scaled",
                attribute("offset", offset),
                attribute("scale", scale))
            .node("Mul", "scaled gain", "large")
            .node("Mul", "large one", "scores")
            .node("Softmax", "scores", "shares")
            .node("Abs", "large", "y")
            .output("shares")
            .output("y");
    assertKept(model, samples(new int[] {1, 6}, true));
  }

  /** Its scale and zero point follow from both ends of its range, not from the larger one. */
  @Test
  void aGridIsThatOfItsValuesBesideScaledColumns() throws Exception {
    ModelBuilder model =
        model()
            .input("x", 1, 6)
            .initializer("sizes", reals(SIZES))
            .initializer("lo", number(-0.5))
            .initializer("hi", number(1))
            .initializer("ends", reals(new int[] {1, 2}, -0.5, 1))
            .node("Div", "x sizes", "n")
            .node("Clip", "n lo hi", "c")
            .node("Concat", "c ends", "all", attribute("axis", 1))
            .node("DynamicQuantizeLinear", "all", "q scale zero")
            .output("scale")
            .output("zero");
    assertKept(model, samples(new int[] {1, 6}, true));
  }
}
