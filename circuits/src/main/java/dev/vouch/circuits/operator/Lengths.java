package dev.vouch.circuits.operator;

import dev.vouch.circuits.node.InvalidNodeException;
import java.util.Arrays;

/** Axis lengths that come as ONNX integers. */
public final class Lengths {
  private Lengths() {}

  /** The same numbers as a shape. */
  public static int[] of(long... lengths) {
    int[] shape = new int[lengths.length];
    for (int axis = 0; axis < shape.length; axis++) {
      if (lengths[axis] < 0 || lengths[axis] > Integer.MAX_VALUE) {
        throw new InvalidNodeException("no usable lengths: " + Arrays.toString(lengths));
      }
      shape[axis] = (int) lengths[axis];
    }
    return shape;
  }
}
