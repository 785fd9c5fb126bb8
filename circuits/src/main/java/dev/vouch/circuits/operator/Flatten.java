package dev.vouch.circuits.operator;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import java.util.List;

/**
 * Flatten: two axes, the one made of all axes before {@code axis} (default 1), the other of the
 * rest.
 */
final class Flatten implements Operator {
  @Override
  public String type() {
    return "Flatten";
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    ValueInfo data = inputs.input(0);
    return List.of(data.withShape(target(node, data.shape())));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    TensorData data = inputs.get(0);
    return List.of(data.reshape(target(node, data.shape())));
  }

  private static int[] target(Node node, int[] shape) {
    long axis = node.integer("axis", 1);
    int rank = shape.length;
    if (axis < -rank || axis > rank) {
      throw new InvalidNodeException(
          "axis " + axis + " is outside the " + rank + " axes of the tensor");
    }
    int split = (int) (axis < 0 ? axis + rank : axis);
    return new int[] {Shape.size(shape, 0, split), Shape.size(shape, split, rank)};
  }
}
