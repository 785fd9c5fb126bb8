package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.StridedView;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lengths;

/**
 * Tile: the input repeated along each axis (opset 6 on, where {@code repeats} has one entry an
 * axis).
 */
final class Tile extends StaticWiring {
  @Override
  public String type() {
    return "Tile";
  }

  @Override
  public int sinceOpset() {
    return 6;
  }

  @Override
  int[] shape(Node node, Inference inputs) {
    int[] from = inputs.input(0).shape();
    int[] repeats = repeats(inputs);
    int[] shape = new int[from.length];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = Lengths.of((long) from[axis] * repeats[axis])[0];
    }
    return shape;
  }

  @Override
  int[] cells(Node node, Inference inputs) {
    int[] from = inputs.input(0).shape();
    int[] repeats = repeats(inputs);
    int[] strides = Shape.strides(from);
    // Each axis split in two: the repetition, which moves nothing, and the position in the input.
    int[] splitShape = new int[2 * from.length];
    int[] splitStrides = new int[2 * from.length];
    for (int axis = 0; axis < from.length; axis++) {
      splitShape[2 * axis] = repeats[axis];
      splitShape[2 * axis + 1] = from[axis];
      splitStrides[2 * axis + 1] = strides[axis];
    }
    return StridedView.cells(splitShape, splitStrides, 0);
  }

  private static int[] repeats(Inference inputs) {
    long[] repeats = inputs.constantIntegers(1, "repeats");
    if (repeats == null || repeats.length != inputs.input(0).rank()) {
      throw new InvalidNodeException("repeats must have one entry an axis");
    }
    return Lengths.of(repeats);
  }
}
