package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Axes;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Squeeze: without the listed axes, which must have length 1, or without all such axes. The axes
 * are an input since opset 13.
 */
final class Squeeze extends Reshaping {
  private static final int FIRST_WITH_AXES_INPUT = 13;

  @Override
  public String type() {
    return "Squeeze";
  }

  @Override
  int[] shape(Node node, Inference inputs) {
    int[] from = inputs.input(0).shape();
    long[] axes = Axes.given(node, inputs, 1, FIRST_WITH_AXES_INPUT);
    if (axes == null) {
      return Arrays.stream(from).filter(length -> length != 1).toArray();
    }
    boolean[] dropped = Axes.marked(axes, from.length);
    for (int axis = 0; axis < from.length; axis++) {
      if (dropped[axis] && from[axis] != 1) {
        throw new InvalidNodeException(
            "axis " + axis + " of " + Arrays.toString(from) + " does not have length 1");
      }
    }
    return IntStream.range(0, from.length)
        .filter(axis -> !dropped[axis])
        .map(axis -> from[axis])
        .toArray();
  }
}
