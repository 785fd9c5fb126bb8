package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.StridedView;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lengths;

/** Expand: broadcast against the given shape, both ways. */
final class Expand extends StaticWiring {
  @Override
  public String type() {
    return "Expand";
  }

  @Override
  int[] shape(Node node, Inference inputs) {
    long[] requested = inputs.constantIntegers(1, "shape");
    if (requested == null) {
      throw new InvalidNodeException("the shape is missing");
    }
    return Shape.broadcast(inputs.input(0).shape(), Lengths.of(requested));
  }

  @Override
  int[] cells(Node node, Inference inputs) {
    return StridedView.broadcast(inputs.input(0).shape(), shape(node, inputs));
  }
}
