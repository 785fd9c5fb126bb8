package dev.vouch.circuits.compile;

import dev.vouch.circuits.catalogue.Operators;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Operator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Small graphs written down in tests: one input {@code x}, values named by whoever adds them. */
public final class TestGraph {
  private static final int OPSET = 17;

  private final List<String> inputs = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, TensorData> constants = new LinkedHashMap<>();
  private final Map<String, ValueInfo> infos = new HashMap<>();
  private final Random random;

  public TestGraph(long seed) {
    random = new Random(seed);
  }

  /** Adds a floating input. */
  public TestGraph input(String name, int... shape) {
    inputs.add(name);
    infos.put(name, new ValueInfo(DataType.FLOAT, shape));
    return this;
  }

  /** Adds an input of integers. */
  public TestGraph integers(String name, int... shape) {
    inputs.add(name);
    infos.put(name, new ValueInfo(DataType.INT64, shape));
    return this;
  }

  /** Adds constants uniform in ±bound. */
  public TestGraph weights(String name, double bound, int... shape) {
    int size = new ValueInfo(DataType.FLOAT, shape).size();
    return constant(
        name,
        TensorData.ofDoubles(
            DataType.FLOAT, shape, random.doubles(size).map(v -> (2 * v - 1) * bound).toArray()));
  }

  /** Adds a constant. */
  public TestGraph constant(String name, TensorData value) {
    constants.put(name, value);
    infos.put(name, ValueInfo.of(value));
    return this;
  }

  /** Adds a node with one output. */
  public TestGraph node(
      String type, Map<String, Attribute> attributes, String output, String... operands) {
    Node node =
        new Node(output + "_node", type, "", OPSET, List.of(operands), List.of(output), attributes);
    List<@Nullable ValueInfo> known = new ArrayList<>();
    List<@Nullable TensorData> values = new ArrayList<>();
    for (String operand : operands) {
      known.add(infos.get(operand));
      values.add(constants.get(operand));
    }
    Operator operator = Operators.supported().find("", type).orElseThrow();
    infos.put(output, operator.infer(node, Inference.of(known, values)).get(0));
    nodes.add(node);
    return this;
  }

  public TestGraph node(String type, String output, String... operands) {
    return node(type, Map.of(), output, operands);
  }

  /** The graph with these outputs. */
  public Graph outputs(String... names) {
    return new Graph("test", inputs, List.of(names), nodes, constants, infos);
  }

  /** Random values for every input of a graph, uniform in ±bound. */
  public static Map<String, TensorData> sample(Graph graph, long seed, double bound) {
    Random random = new Random(seed);
    Map<String, TensorData> sample = new HashMap<>();
    for (String input : graph.inputs()) {
      ValueInfo info = graph.info(input);
      double[] values = random.doubles(info.size()).map(v -> (2 * v - 1) * bound).toArray();
      sample.put(input, TensorData.ofDoubles(info.type(), info.shape(), values));
    }
    return sample;
  }

  /** A small dense network: two layers, a residual sum, a reshape between. */
  public static Graph dense(long seed) {
    return new TestGraph(seed)
        .input("x", 2, 6)
        .weights("w1", 0.5, 6, 8)
        .weights("b1", 0.3, 8)
        .node("Gemm", "h", "x", "w1", "b1")
        .node("Relu", "r", "h")
        .weights("w2", 0.5, 8, 8)
        .node("MatMul", "m", "r", "w2")
        .node("Add", "s", "m", "r")
        .constant("shape", TensorData.ofVector(4, 4))
        .node("Reshape", "t", "s", "shape")
        .weights("w3", 0.7, 4, 3)
        .node("MatMul", "y", "t", "w3")
        .outputs("y");
  }

  /** x [1, n] times a weight [n, 1] of these values. */
  static Graph oneLayer(double... weights) {
    return new TestGraph(1)
        .input("x", 1, weights.length)
        .constant("w", TensorData.ofDoubles(DataType.FLOAT, new int[] {weights.length, 1}, weights))
        .node("MatMul", "y", "x", "w")
        .outputs("y");
  }
}
