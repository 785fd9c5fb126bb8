package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import java.util.Arrays;

/**
 * Reshape: the same cells under another shape. 0 copies a length unless {@code allowzero} (opset
 * 14), one −1 is what is left. The shape is an attribute before opset 5.
 */
final class Reshape extends Reshaping {
  private static final int FIRST_WITH_SHAPE_INPUT = 5;

  @Override
  public String type() {
    return "Reshape";
  }

  @Override
  int[] shape(Node node, Inference inputs) {
    int[] from = inputs.input(0).shape();
    long[] requested =
        node.opset() < FIRST_WITH_SHAPE_INPUT
            ? node.integers("shape")
            : inputs.constantIntegers(1, "shape");
    if (requested == null) {
      throw new InvalidNodeException("the new shape is missing");
    }
    boolean allowZero = node.flag("allowzero", false);
    int[] target = new int[requested.length];
    int inferred = -1;
    for (int axis = 0; axis < target.length; axis++) {
      long length = requested[axis];
      if (length == -1 && inferred < 0) {
        inferred = axis;
        target[axis] = 1;
      } else if (length == 0 && !allowZero && axis < from.length) {
        target[axis] = from[axis];
      } else if (length >= 0 && length <= Integer.MAX_VALUE && (length > 0 || allowZero)) {
        target[axis] = (int) length;
      } else {
        throw cannot(from, requested);
      }
    }
    int size = Shape.size(from);
    int known = Shape.size(target);
    if (inferred >= 0 && known > 0 && size % known == 0) {
      target[inferred] = size / known;
    }
    if (Shape.size(target) != size) {
      throw cannot(from, requested);
    }
    return target;
  }

  private static InvalidNodeException cannot(int[] from, long[] requested) {
    return new InvalidNodeException(
        "cannot reshape " + Arrays.toString(from) + " to " + Arrays.toString(requested));
  }
}
