package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;

/**
 * Trilu: the upper or lower triangle of the last two axes from diagonal k on; other cells are 0.
 */
final class Trilu extends StaticWiring {
  @Override
  public String type() {
    return "Trilu";
  }

  @Override
  int[] shape(Node node, Inference inputs) {
    int[] shape = inputs.input(0).shape();
    if (shape.length < 2) {
      throw new InvalidNodeException("the input needs two axes or more");
    }
    return shape;
  }

  @Override
  int[] cells(Node node, Inference inputs) {
    int[] shape = shape(node, inputs);
    boolean upper = node.flag("upper", true);
    long[] diagonal = inputs.constantIntegers(1, "k");
    long k = diagonal == null || diagonal.length == 0 ? 0 : diagonal[0];
    int columns = shape[shape.length - 1];
    int rows = shape[shape.length - 2];
    int[] cells = new int[Shape.size(shape)];
    for (int cell = 0; cell < cells.length; cell++) {
      long aboveDiagonal = (long) (cell % columns) - cell / columns % rows;
      cells[cell] = (upper ? aboveDiagonal >= k : aboveDiagonal <= k) ? cell : -1;
    }
    return cells;
  }
}
