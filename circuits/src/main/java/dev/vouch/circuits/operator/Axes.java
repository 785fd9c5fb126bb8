package dev.vouch.circuits.operator;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The axes an operator works on: an attribute in old opsets, an input in new ones. */
public final class Axes {
  private Axes() {}

  /** The axes as given, or null if none are. */
  public static long @Nullable [] given(
      Node node, Inference inputs, int inputIndex, int firstOpsetWithInput) {
    return node.opset() < firstOpsetWithInput
        ? node.integers("axes")
        : inputs.constantIntegers(inputIndex, "axes");
  }

  /** For each of {@code rank} axes, whether it is listed; negative numbers count from the end. */
  public static boolean[] marked(long[] axes, int rank) {
    boolean[] marked = new boolean[rank];
    for (long given : axes) {
      int axis = Shape.axis(given, rank);
      if (marked[axis]) {
        throw new InvalidNodeException(
            "axis " + given + " is listed twice in " + Arrays.toString(axes));
      }
      marked[axis] = true;
    }
    return marked;
  }
}
