package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Indices;

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
    int[] indices = Indices.shape(inputs, 1);
    int axis = axis(node, data);
    TensorData known = inputs.constant(1);
    if (known != null) {
      for (long index : known.longs()) {
        Indices.position(index, data[axis]);
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
    long[] indices = Indices.constant(inputs, 1);
    int length = data[axis];
    int inner = Shape.size(data, axis + 1, data.length);
    int outer = Shape.size(data, 0, axis);
    int[] cells = new int[Shape.size(shape(node, inputs))];
    int next = 0;
    for (int block = 0; block < outer; block++) {
      for (long index : indices) {
        int start = (block * length + Indices.position(index, length)) * inner;
        for (int i = 0; i < inner; i++) {
          cells[next++] = start + i;
        }
      }
    }
    return cells;
  }

  private static int axis(Node node, int[] data) {
    return Shape.axis(node.integer("axis", 0), data.length);
  }
}
