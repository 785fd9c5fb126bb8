package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.StridedView;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import java.util.Arrays;

/** Images whose pixels are grouped in square blocks: what DepthToSpace and SpaceToDepth share. */
final class BlockGrid {
  private BlockGrid() {}

  /** Side of a block. */
  static int side(Node node) {
    long side = node.integer("blocksize", 0);
    if (side < 1 || side > Integer.MAX_VALUE) {
      throw new InvalidNodeException("blocksize is " + side);
    }
    return (int) side;
  }

  /** Refuses what has other axes than batch, channel, height, width. */
  static int[] requireImages(int... shape) {
    if (shape.length != 4) {
      throw new InvalidNodeException("data " + Arrays.toString(shape) + " has not four axes");
    }
    return shape;
  }

  /**
   * Row-major cells of a tensor whose axes are put in another order.
   *
   * @param order number of the axis that each axis of the result is
   */
  static int[] permuted(int[] shape, int... order) {
    int[] strides = Shape.strides(shape);
    int[] lengths = new int[order.length];
    int[] apart = new int[order.length];
    for (int axis = 0; axis < order.length; axis++) {
      lengths[axis] = shape[order[axis]];
      apart[axis] = strides[order[axis]];
    }
    return StridedView.cells(lengths, apart, 0);
  }
}
