package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;

/**
 * Gather: entries of one axis chosen by an index tensor, whose axes take that axis's place;
 * negative indices count from the end.
 */
final class Gather extends StaticWiring {
  @Override
  public String type() {
    return "Gather";
  }

  @Override
  int[] shape(Node node, Inference inputs) {
    int[] data = inputs.input(0).shape();
    int[] indices = inputs.input(1).shape();
    int axis = axis(node, data);
    TensorData known = inputs.constant(1);
    if (inputs.input(1).type().isFloating()) {
      throw new InvalidNodeException("the indices must be integers");
    }
    if (known != null) {
      for (long index : known.longs()) {
        position(index, data[axis]);
      }
    }
    int[] shape = new int[data.length - 1 + indices.length];
    System.arraycopy(data, 0, shape, 0, axis);
    System.arraycopy(indices, 0, shape, axis, indices.length);
    System.arraycopy(data, axis + 1, shape, axis + indices.length, data.length - axis - 1);
    return shape;
  }

  @Override
  int[] cells(Node node, Inference inputs) {
    int[] data = inputs.input(0).shape();
    int axis = axis(node, data);
    long[] indices = inputs.constantIntegers(1, "indices");
    if (indices == null) {
      throw new InvalidNodeException("the indices are missing");
    }
    int length = data[axis];
    int inner = Shape.size(data, axis + 1, data.length);
    int outer = Shape.size(data, 0, axis);
    int[] cells = new int[Shape.size(shape(node, inputs))];
    int next = 0;
    for (int block = 0; block < outer; block++) {
      for (long index : indices) {
        int start = (block * length + position(index, length)) * inner;
        for (int i = 0; i < inner; i++) {
          cells[next++] = start + i;
        }
      }
    }
    return cells;
  }

  private static int position(long index, int length) {
    if (index < -length || index >= length) {
      throw new InvalidNodeException("an index lies outside an axis of length " + length);
    }
    return (int) (index < 0 ? index + length : index);
  }

  private static int axis(Node node, int[] data) {
    return Shape.axis(node.integer("axis", 0), data.length);
  }
}
