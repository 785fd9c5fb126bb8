package dev.vouch.circuits.operator.scatter;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Indices;

/**
 * ScatterElements, and Scatter as it was called before opset 11: each index says where along one
 * axis its update goes; along the others it is where the index is.
 */
final class ScatterElements extends Scattering {
  private final String type;

  /** An operator of that type. */
  ScatterElements(String type) {
    this.type = type;
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  int[] updates(Node node, Inference inputs) {
    int[] shape = Indices.shape(inputs, 1);
    Indices.requireWithin(axis(node, inputs), inputs.input(0).shape(), shape);
    return shape;
  }

  private static int axis(Node node, Inference inputs) {
    return Shape.axis(node.integer("axis", 0), inputs.input(0).rank());
  }

  @Override
  int[] targets(Node node, Inference inputs) {
    long[] indices = Indices.constant(inputs, 1);
    int[] data = inputs.input(0).shape();
    return Indices.alongAxis(axis(node, inputs), data, updates(node, inputs), indices);
  }
}
