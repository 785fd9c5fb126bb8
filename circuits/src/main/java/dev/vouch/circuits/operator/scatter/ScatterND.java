package dev.vouch.circuits.operator.scatter;

import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Indices;
import dev.vouch.circuits.operator.Indices.Tuples;

/** ScatterND: each tuple of indices along the data's first axes says where its updates go. */
final class ScatterND extends Scattering {
  @Override
  public String type() {
    return "ScatterND";
  }

  private static Tuples tuples(Inference inputs) {
    return Tuples.of(0, inputs.input(0).shape(), Indices.shape(inputs, 1));
  }

  @Override
  int[] updates(Node node, Inference inputs) {
    int[] data = inputs.input(0).shape();
    int[] indices = Indices.shape(inputs, 1);
    int from = tuples(inputs).length();
    int[] shape = new int[indices.length - 1 + data.length - from];
    System.arraycopy(indices, 0, shape, 0, indices.length - 1);
    System.arraycopy(data, from, shape, indices.length - 1, data.length - from);
    return shape;
  }

  @Override
  int[] targets(Node node, Inference inputs) {
    long[] indices = Indices.constant(inputs, 1);
    Tuples tuples = tuples(inputs);
    return tuples.cells(tuples.starts(inputs.input(0).shape(), Indices.shape(inputs, 1), indices));
  }
}
