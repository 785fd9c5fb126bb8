package dev.vouch.circuits.operator.elementwise;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Broadcasting before opset 7: the right operand broadcasts to the left one only with {@code
 * broadcast = 1}, and its first axis then stands at {@code axis} of the left one. Rewritten as a
 * Reshape followed by NumPy's broadcasting.
 */
final class LegacyBroadcast {
  private static final int FIRST_WITH_NUMPY_BROADCASTING = 7;

  private LegacyBroadcast() {}

  static List<Node> rewritten(Node node, Inference inputs) {
    int[] left = inputs.input(0).shape();
    int[] right = inputs.input(1).shape();
    if (node.opset() >= FIRST_WITH_NUMPY_BROADCASTING || Arrays.equals(left, right)) {
      return List.of(node);
    }
    if (!node.flag("broadcast", false)) {
      throw new InvalidNodeException(
          "before opset 7 operands of different shapes need broadcast = 1");
    }
    int[] aligned = aligned(node, left, right);
    if (Arrays.equals(aligned, right)) {
      return List.of(node);
    }
    String reshaped = node.input(1) + "/aligned/" + node.name();
    long[] shape = IntStream.of(aligned).asLongStream().toArray();
    Node reshape =
        new Node(
            node.name() + "/aligned",
            "Reshape",
            "",
            1,
            List.of(node.input(1)),
            List.of(reshaped),
            Map.of("shape", new Attribute.Integers(shape)));
    Node operation = node.with(List.of(node.input(0), reshaped), node.outputs());
    return List.of(reshape, operation);
  }

  /** The right operand's shape, with axes of length 1 behind it up to the left one's last. */
  private static int[] aligned(Node node, int[] left, int[] right) {
    if (right.length == 0 || right.length > left.length) {
      return right;
    }
    int axis = Shape.axis(node.integer("axis", left.length - right.length), left.length);
    int[] aligned = Arrays.copyOf(right, Math.max(right.length, left.length - axis));
    Arrays.fill(aligned, right.length, aligned.length, 1);
    return aligned;
  }
}
