package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Indices;
import dev.vouch.circuits.operator.Indices.Tuples;
import dev.vouch.circuits.operator.Lengths;

/**
 * GatherND: for each tuple of indices along the first axes, or since opset 12 along those after
 * {@code batch_dims} axes, the cells that it points at. Negative indices count from the end.
 */
final class GatherND extends StaticWiring {
  @Override
  public String type() {
    return "GatherND";
  }

  static Tuples tuples(Node node, Inference inputs) {
    int batch = Lengths.of(node.integer("batch_dims", 0))[0];
    return Tuples.of(batch, inputs.input(0).shape(), Indices.shape(inputs, 1));
  }

  @Override
  int[] shape(Node node, Inference inputs) {
    int[] data = inputs.input(0).shape();
    int[] indices = Indices.shape(inputs, 1);
    Tuples tuples = tuples(node, inputs);
    int from = tuples.batchAxes() + tuples.length();
    int[] shape = new int[indices.length - 1 + data.length - from];
    System.arraycopy(indices, 0, shape, 0, indices.length - 1);
    System.arraycopy(data, from, shape, indices.length - 1, data.length - from);
    return shape;
  }

  @Override
  int[] cells(Node node, Inference inputs) {
    long[] indices = Indices.constant(inputs, 1);
    Tuples tuples = tuples(node, inputs);
    return tuples.cells(tuples.starts(inputs.input(0).shape(), Indices.shape(inputs, 1), indices));
  }
}
