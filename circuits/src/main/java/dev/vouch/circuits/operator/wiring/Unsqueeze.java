package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Axes;

/**
 * Unsqueeze: with axes of length 1 added, numbered in the result. The axes are an input since opset
 * 13.
 */
final class Unsqueeze extends Reshaping {
  private static final int FIRST_WITH_AXES_INPUT = 13;

  @Override
  public String type() {
    return "Unsqueeze";
  }

  @Override
  int[] shape(Node node, Inference inputs) {
    int[] from = inputs.input(0).shape();
    long[] axes = Axes.given(node, inputs, 1, FIRST_WITH_AXES_INPUT);
    if (axes == null) {
      throw new InvalidNodeException("the axes are missing");
    }
    int[] shape = new int[from.length + axes.length];
    boolean[] added = Axes.marked(axes, shape.length);
    int next = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = added[axis] ? 1 : from[next++];
    }
    return shape;
  }
}
