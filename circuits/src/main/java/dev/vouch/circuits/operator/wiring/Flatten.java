package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;

/**
 * Flatten: two axes, the one made of all axes before {@code axis} (default 1), the other of the
 * rest.
 */
final class Flatten extends Reshaping {
  @Override
  public String type() {
    return "Flatten";
  }

  @Override
  int[] shape(Node node, Inference inputs) {
    int[] from = inputs.input(0).shape();
    long axis = node.integer("axis", 1);
    int rank = from.length;
    if (axis < -rank || axis > rank) {
      throw new InvalidNodeException(
          "axis " + axis + " is outside the " + rank + " axes of the tensor");
    }
    int split = (int) (axis < 0 ? axis + rank : axis);
    return new int[] {Shape.size(from, 0, split), Shape.size(from, split, rank)};
  }
}
