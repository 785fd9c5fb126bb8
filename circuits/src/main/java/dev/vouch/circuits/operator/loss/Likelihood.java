package dev.vouch.circuits.operator.loss;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.Steps;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The negative logarithm of the probability of the labelled class, times the class's weight, 0
 * where the label is {@code ignore_index}; as it is, summed, or averaged with the weights.
 */
final class Likelihood {
  private static final int LABELS = 1;
  private static final int WEIGHTS = 2;

  private Likelihood() {}

  /**
   * Adds the nodes of the loss.
   *
   * @param logarithms of probabilities, [batch, classes, ...]
   */
  static String loss(Node node, Steps steps, String logarithms) {
    Expansion expansion = steps.expansion();
    ValueInfo info = expansion.info(logarithms);
    String labels = node.requiredInput(LABELS);
    int[] shape = info.shape();
    if (!info.type().isFloating()
        || shape.length < 2
        || !Arrays.equals(without(shape, 1), expansion.info(labels).shape())) {
      throw new InvalidNodeException("labels " + expansion.info(labels) + " do not fit " + info);
    }
    String zero = steps.number("zero", 0, logarithms);
    String ignored = null;
    if (node.hasAttribute("ignore_index")) {
      TensorData index =
          TensorData.ofLongs(
              expansion.info(labels).type(), new int[0], node.integer("ignore_index", 0));
      ignored = steps.add("ignored", "Equal", labels, steps.known("ignore_index", index));
      TensorData first = TensorData.ofLongs(expansion.info(labels).type(), new int[0], 0);
      labels = steps.add("labels", "Where", ignored, steps.known("first", first), labels);
    }
    String axis = steps.integers("axis", 1);
    String at = steps.add("labels/axis", "Unsqueeze", labels, axis);
    String chosen =
        steps.add("chosen", "GatherElements", "axis", new Attribute.Integer(1), logarithms, at);
    String loss = steps.add("negated", "Neg", steps.add("chosen/flat", "Squeeze", chosen, axis));
    String weights = weights(node, steps, labels, ignored, logarithms);
    if (weights != null) {
      loss = steps.add("weighted", "Mul", loss, weights);
    } else if (ignored != null) {
      loss = steps.add("kept", "Where", ignored, zero, loss);
    }
    String reduction = node.text("reduction", "mean");
    return switch (reduction) {
      case "none" -> loss;
      case "sum" -> sum(steps, "sum", loss);
      case "mean" ->
          weights == null
              ? steps.add("mean", "ReduceMean", "keepdims", new Attribute.Integer(0), loss)
              : steps.add(
                  "mean", "Div", sum(steps, "sum", loss), sum(steps, "sum/weights", weights));
      default -> throw new InvalidNodeException("reduction '" + reduction + "' is not known");
    };
  }

  /**
   * Weights of the labels; null: all are 1. With an average those of ignored ones are 0 and do not
   * count, so that they are needed even if no class has a weight.
   */
  private static @Nullable String weights(
      Node node, Steps steps, String labels, @Nullable String ignored, String like) {
    String weights = null;
    if (node.hasInput(WEIGHTS)) {
      weights =
          steps.add(
              "weights",
              "Gather",
              "axis",
              new Attribute.Integer(0),
              node.requiredInput(WEIGHTS),
              labels);
    } else if (ignored == null || !node.text("reduction", "mean").equals("mean")) {
      return null;
    }
    if (ignored == null) {
      return weights;
    }
    String zero = steps.number("weights/zero", 0, like);
    String others = weights == null ? steps.number("weights/one", 1, like) : weights;
    return steps.add("weights/kept", "Where", ignored, zero, others);
  }

  private static String sum(Steps steps, String part, String value) {
    return steps.add(part, "ReduceSum", "keepdims", new Attribute.Integer(0), value);
  }

  private static int[] without(int[] shape, int axis) {
    int[] rest = new int[shape.length - 1];
    System.arraycopy(shape, 0, rest, 0, axis);
    System.arraycopy(shape, axis + 1, rest, axis, rest.length - axis);
    return rest;
  }
}
