package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import java.util.stream.IntStream;

/**
 * Compress: the slices along {@code axis} for which a constant condition holds; without an axis the
 * cells. What lies beyond the condition's end is left out.
 */
final class Compress extends StaticWiring {
  @Override
  public String type() {
    return "Compress";
  }

  @Override
  public int sinceOpset() {
    return 9;
  }

  @Override
  int[] shape(Node node, Inference inputs) {
    int[] shape = inputs.input(0).shape();
    int kept = kept(node, inputs).length;
    if (!node.hasAttribute("axis")) {
      return new int[] {kept};
    }
    int[] result = shape.clone();
    result[axis(node, shape)] = kept;
    return result;
  }

  @Override
  int[] cells(Node node, Inference inputs) {
    int[] shape = inputs.input(0).shape();
    int[] kept = kept(node, inputs);
    if (!node.hasAttribute("axis")) {
      return kept;
    }
    int axis = axis(node, shape);
    int inner = Shape.size(shape, axis + 1, shape.length);
    int[] cells = new int[Shape.size(shape, 0, axis) * kept.length * inner];
    for (int cell = 0; cell < cells.length; cell++) {
      int slice = cell / inner;
      int outer = slice / kept.length;
      cells[cell] = (outer * shape[axis] + kept[slice % kept.length]) * inner + cell % inner;
    }
    return cells;
  }

  private static int axis(Node node, int[] shape) {
    return Shape.axis(node.integer("axis", 0), shape.length);
  }

  /** The places along the axis, or of all cells, for which the condition holds. */
  private static int[] kept(Node node, Inference inputs) {
    TensorData condition = inputs.constant(1);
    if (condition == null) {
      throw new UnsupportedNodeException(
          "input 'condition' must be constant, but it depends on the model's input");
    }
    int[] shape = inputs.input(0).shape();
    int length = node.hasAttribute("axis") ? shape[axis(node, shape)] : Shape.size(shape);
    if (condition.rank() != 1 || condition.isFloating() || condition.size() > length) {
      throw new InvalidNodeException("condition " + condition + " for " + length + " slices");
    }
    return IntStream.range(0, condition.size()).filter(i -> condition.longs()[i] != 0).toArray();
  }
}
