package dev.vouch.circuits.operator.reduction;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.List;
import java.util.Map;

/**
 * A reduction that is made of others. The axes are an attribute, and an input since opset 18; they
 * and the attributes {@code keepdims} and {@code noop_with_empty_axes} are passed on.
 */
abstract class ComposedReduction implements Expanded {
  private static final int FIRST_WITH_AXES_INPUT = 18;

  /**
   * Adds the nodes.
   *
   * @param x what is reduced
   * @return the result
   */
  abstract String compose(Parts parts, String x);

  /** Whether integers have a result of their type. */
  boolean ofIntegers() {
    return false;
  }

  @Override
  public final void expand(Node node, Expansion expansion) {
    String x = node.input(0);
    if (!ofIntegers() && !expansion.info(x).type().isFloating()) {
      throw new UnsupportedNodeException("of integers it is not supported");
    }
    expansion.output(0, compose(new Parts(node, expansion), x));
  }

  /** The nodes that a reduction is made of. */
  record Parts(Node node, Expansion expansion) {
    String unary(String part, String type, String x) {
      return expansion.add(part, type, List.of(x), Map.of());
    }

    String binary(String part, String type, String left, String right) {
      return expansion.add(part, type, List.of(left, right), Map.of());
    }

    /** A reduction of the node's axes, which stay if the node's do. */
    String reduce(String part, String type, String x) {
      return reduce(part, type, x, node.integer("keepdims", 1));
    }

    String reduce(String part, String type, String x, long keepDimensions) {
      Attribute keep = new Attribute.Integer(keepDimensions);
      Attribute none = new Attribute.Integer(node.integer("noop_with_empty_axes", 0));
      return expansion.add(
          part, type, inputs(x), Map.of("keepdims", keep, "noop_with_empty_axes", none));
    }

    private List<String> inputs(String x) {
      if (node.opset() >= FIRST_WITH_AXES_INPUT) {
        return node.hasInput(1) ? List.of(x, node.input(1)) : List.of(x);
      }
      long[] axes = node.integers("axes");
      return axes == null
          ? List.of(x)
          : List.of(x, expansion.add("axes", TensorData.ofVector(axes)));
    }
  }
}
