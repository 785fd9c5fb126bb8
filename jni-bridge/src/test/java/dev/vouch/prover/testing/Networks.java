package dev.vouch.prover.testing;

import static dev.vouch.circuits.onnx.ModelBuilder.attributes;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

/** Small networks, made in memory from a fixed seed; input {@code x}, output {@code y}. */
public final class Networks {
  private static final long SEED = 1;

  private final Random random = new Random(SEED);
  private final ModelBuilder model = ModelBuilder.model();

  private Networks() {}

  /** Gemm, Relu between the layers; parameters uniform in ±1/√(inputs of the layer). */
  public static CompiledNetwork dense(CompileOptions options, int... widths) throws Exception {
    Networks network = new Networks();
    network.model.input("x", 1, widths[0]);
    String value = "x";
    for (int layer = 1; layer < widths.length; layer++) {
      boolean last = layer == widths.length - 1;
      String sum = last ? "y" : "s" + layer;
      double bound = 1 / Math.sqrt(widths[layer - 1]);
      network.parameter("w" + layer, bound, widths[layer - 1], widths[layer]);
      network.parameter("b" + layer, bound, widths[layer]);
      network.model.node("Gemm", value + " w" + layer + " b" + layer, sum);
      if (!last) {
        network.model.node("Relu", sum, "a" + layer);
        value = "a" + layer;
      }
    }
    return network.compile(options);
  }

  /** A Gemm and a Relu on {@code rows} rows of {@code width} numbers, of two numbers each. */
  public static CompiledNetwork rows(CompileOptions options, int rows, int width) throws Exception {
    Networks network = new Networks();
    network.model.input("x", rows, width);
    network.parameter("w", 1, width, 2);
    network.model.node("MatMul", "x w", "s").node("Relu", "s", "y");
    return network.compile(options);
  }

  /**
   * Conv, BatchNormalization, Relu, MaxPool, Conv, AveragePool, Flatten, Gemm, Softmax on an input
   * of shape [1, 2, 6, 6]; every primitive but index tables occurs.
   */
  public static CompiledNetwork convolutional(CompileOptions options) throws Exception {
    Networks network = new Networks();
    network.parameter("w1", 0.3, 3, 2, 3, 3);
    for (String name : new String[] {"scale", "shift", "mean"}) {
      network.parameter(name, 0.5, 3);
    }
    network
        .model
        .input("x", 1, 2, 6, 6)
        .initializer("variance", TensorData.ofDoubles(DataType.FLOAT, new int[] {3}, 0.5, 1, 0.25));
    network.parameter("w2", 0.3, 2, 3, 2, 2);
    network.parameter("b2", 0.3, 2);
    network.parameter("w3", 0.4, 2, 4);
    network
        .model
        .node("Conv", "x w1", "c1", attributes("pads", 1, 1, 1, 1))
        .node("BatchNormalization", "c1 scale shift mean variance", "n1")
        .node("Relu", "n1", "r1")
        .node("MaxPool", "r1", "m1", attributes("kernel_shape", 2, 2), attributes("strides", 2, 2))
        .node("Conv", "m1 w2 b2", "c2")
        .node("AveragePool", "c2", "p2", attributes("kernel_shape", 2, 2))
        .node("Flatten", "p2", "f2")
        .node("Gemm", "f2 w3", "g3")
        .node("Softmax", "g3", "y");
    return network.compile(options);
  }

  /** One function of each value of a row, by a table with thousands of rows. */
  public static CompiledNetwork function(CompileOptions options, String operator, int width)
      throws Exception {
    Networks network = new Networks();
    network.model.input("x", 1, width).node(operator, "x", "y");
    return network.compile(options);
  }

  /** A row of values uniform in ±1, for a dense network or a function. */
  public static Map<String, TensorData> input(int width, long seed) {
    return random(seed, 1, width);
  }

  /** An image of values uniform in ±1, for the convolutional network. */
  public static Map<String, TensorData> image(long seed) {
    return random(seed, 1, 2, 6, 6);
  }

  private static Map<String, TensorData> random(long seed, int... shape) {
    int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    double[] values = new Random(seed).doubles(size, -1, 1).toArray();
    return Map.of("x", TensorData.ofDoubles(DataType.FLOAT, shape, values));
  }

  private CompiledNetwork compile(CompileOptions options) throws Exception {
    Graph graph = model.output("y").graph();
    return Compiler.compile(graph, options, Calibrator.synthetic(graph));
  }

  private void parameter(String name, double bound, int... shape) {
    int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    double[] values = random.doubles(size, -bound, bound).map(v -> (float) v).toArray();
    model.initializer(name, TensorData.ofDoubles(DataType.FLOAT, shape, values));
  }
}
