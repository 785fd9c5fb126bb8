package dev.vouch.circuits.operator.constant;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** Size: the number of cells; known before any input arrives. */
final class Size implements Operator {
  @Override
  public String type() {
    return "Size";
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    return List.of(new ValueInfo(DataType.INT64));
  }

  @Override
  public boolean foldable(Node node, Inference inputs) {
    return true;
  }

  @Override
  public boolean readsOnlyShapes() {
    return true;
  }

  @Override
  public List<TensorData> fold(Node node, Inference inputs) {
    return List.of(TensorData.ofLongs(DataType.INT64, new int[0], inputs.input(0).size()));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    return fold(node, inputs.asInference());
  }
}
