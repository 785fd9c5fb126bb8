package dev.vouch.circuits.operator.pooling;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Norms (Σ |x|^p)^(1/p) of what lies under a window, written as a power, a sum and a power: for p =
 * 2 as a product, the sum and a square root.
 */
final class PowerNorm {
  private static final int FIRST_WITH_INTEGER = 2;

  /** Version of ai.onnx in whose forms the nodes are written. */
  private static final int OPSET = 13;

  private PowerNorm() {}

  /**
   * The node as nodes of which that of its own type has p = 1.
   *
   * @param sum the node with p = 1 that reads and gives other values
   */
  static List<Node> rewritten(Node node, Sum sum) {
    double p =
        node.opset() < FIRST_WITH_INTEGER ? node.real("p", 2) : (double) node.integer("p", 2);
    if (p == 1) {
      return List.of(node);
    }
    if (p <= 0) {
      throw new InvalidNodeException("p is " + p);
    }
    String x = node.input(0);
    String output = node.outputs().get(0);
    String powers = output + "/powers";
    String sums = output + "/sums";
    List<Node> steps = new ArrayList<>();
    if (p == 2) {
      steps.add(step(node, "/powers", "Mul", List.of(x, x), powers));
      steps.add(sum.of(node.name() + "/sums", powers, sums));
      steps.add(step(node, "/root", "Sqrt", List.of(sums), output));
      return steps;
    }
    String size = output + "/size";
    steps.add(step(node, "/size", "Abs", List.of(x), size));
    steps.add(number(node, "/exponent", p));
    steps.add(step(node, "/powers", "Pow", List.of(size, output + "/exponent"), powers));
    steps.add(sum.of(node.name() + "/sums", powers, sums));
    steps.add(number(node, "/inverse", 1 / p));
    steps.add(step(node, "/root", "Pow", List.of(sums, output + "/inverse"), output));
    return steps;
  }

  private static Node number(Node node, String part, double value) {
    return new Node(
        node.name() + part,
        "Constant",
        "",
        OPSET,
        List.of(),
        List.of(node.outputs().get(0) + part),
        Map.of("value", new Attribute.Tensor(TensorData.ofScalar(value))));
  }

  /** Makes the node with p = 1. */
  @FunctionalInterface
  interface Sum {
    Node of(String name, String input, String output);
  }

  private static Node step(
      Node node, String part, String type, List<String> inputs, String output) {
    return new Node(node.name() + part, type, "", OPSET, inputs, List.of(output), Map.of());
  }
}
