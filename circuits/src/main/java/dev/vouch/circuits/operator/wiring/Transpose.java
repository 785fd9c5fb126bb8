package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.StridedView;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Axes;
import java.util.Arrays;

/**
 * Transpose: result axis i is axis {@code perm[i]} of the input; without {@code perm} the axes are
 * reversed.
 */
final class Transpose extends StaticWiring {
  @Override
  public boolean movesCells() {
    return true;
  }

  @Override
  public String type() {
    return "Transpose";
  }

  @Override
  int[] shape(Node node, Inference inputs) {
    int[] from = inputs.input(0).shape();
    return Arrays.stream(permutation(node, from.length)).map(axis -> from[axis]).toArray();
  }

  @Override
  int[] cells(Node node, Inference inputs) {
    int[] from = inputs.input(0).shape();
    int[] strides = Shape.strides(from);
    int[] permuted =
        Arrays.stream(permutation(node, from.length)).map(axis -> strides[axis]).toArray();
    return StridedView.cells(shape(node, inputs), permuted, 0);
  }

  /** For each result axis the input axis it is. */
  static int[] permutation(Node node, int rank) {
    int[] permutation = new int[rank];
    long[] given = node.integers("perm");
    if (given != null && given.length != rank) {
      throw new InvalidNodeException(
          "perm " + Arrays.toString(given) + " does not list " + rank + " axes");
    }
    for (int axis = 0; axis < rank; axis++) {
      permutation[axis] = given == null ? rank - 1 - axis : Shape.axis(given[axis], rank);
    }
    if (given != null) {
      Axes.marked(given, rank);
    }
    return permutation;
  }
}
