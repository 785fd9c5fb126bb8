package dev.vouch.circuits.operator.constant;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Operator;
import java.util.List;
import java.util.Map;

/** Constant: a tensor given as the node's only attribute, since opset 12 also as plain numbers. */
final class Constant implements Operator {
  @Override
  public String type() {
    return "Constant";
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    return List.of(ValueInfo.of(value(node)));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    return List.of(value(node));
  }

  private static TensorData value(Node node) {
    if (node.attributes().size() != 1) {
      throw new InvalidNodeException(
          "needs exactly one attribute with its value, got " + node.attributes().keySet());
    }
    Map.Entry<String, Attribute> only = node.attributes().entrySet().iterator().next();
    Attribute value = only.getValue();
    if (value instanceof Attribute.Tensor tensor) {
      return tensor.value();
    } else if (value instanceof Attribute.Real real) {
      return TensorData.ofScalar(real.value());
    } else if (value instanceof Attribute.Reals reals) {
      return TensorData.ofDoubles(
          DataType.FLOAT, new int[] {reals.values().length}, reals.values());
    } else if (value instanceof Attribute.Integer integer) {
      return TensorData.ofLongs(DataType.INT64, new int[0], integer.value());
    } else if (value instanceof Attribute.Integers integers) {
      return TensorData.ofVector(integers.values());
    }
    throw new UnsupportedNodeException(
        "a constant given as '" + only.getKey() + "' is not supported");
  }
}
