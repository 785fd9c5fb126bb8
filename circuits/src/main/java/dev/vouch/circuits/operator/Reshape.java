package dev.vouch.circuits.operator;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reshape: the same cells under another shape. 0 copies a length unless {@code allowzero} (opset
 * 14), one −1 is what is left. The shape is an attribute before opset 5.
 */
final class Reshape implements Operator {
  private static final int FIRST_WITH_SHAPE_INPUT = 5;

  @Override
  public String type() {
    return "Reshape";
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    ValueInfo data = inputs.input(0);
    return List.of(data.withShape(target(node, data.shape(), inputs.constantIntegers(1, "shape"))));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    TensorData data = inputs.get(0);
    TensorData shape = inputs.optional(1);
    return List.of(data.reshape(target(node, data.shape(), shape == null ? null : shape.longs())));
  }

  private static int[] target(Node node, int[] from, long @Nullable [] shapeInput) {
    long[] requested = node.opset() < FIRST_WITH_SHAPE_INPUT ? node.integers("shape") : shapeInput;
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
        throw new InvalidNodeException(
            "shape "
                + Arrays.toString(requested)
                + " is not a valid target for "
                + Arrays.toString(from));
      }
    }
    int size = Shape.size(from);
    int known = Shape.size(target);
    if (inferred >= 0 && known > 0 && size % known == 0) {
      target[inferred] = size / known;
    }
    if (Shape.size(target) != size) {
      throw new InvalidNodeException(
          "cannot reshape " + Arrays.toString(from) + " to " + Arrays.toString(requested));
    }
    return target;
  }
}
