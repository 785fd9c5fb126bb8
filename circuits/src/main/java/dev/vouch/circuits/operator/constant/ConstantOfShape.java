package dev.vouch.circuits.operator.constant;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Lengths;
import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** ConstantOfShape: one value (0 as FLOAT unless given) in every cell of the given shape. */
final class ConstantOfShape implements Operator {
  @Override
  public String type() {
    return "ConstantOfShape";
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    long[] shape = inputs.constantIntegers(0, "shape");
    if (shape == null) {
      throw new InvalidNodeException("the shape is missing");
    }
    return List.of(new ValueInfo(value(node).type(), Lengths.of(shape)));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    ValueInfo info = infer(node, inputs.asInference()).get(0);
    return List.of(value(node).gather(new int[info.size()], info.shape()));
  }

  private static TensorData value(Node node) {
    TensorData value = node.tensor("value");
    if (value == null) {
      return TensorData.ofScalar(0);
    }
    if (value.size() != 1) {
      throw new InvalidNodeException("attribute 'value' must hold one number, got " + value);
    }
    return value;
  }
}
