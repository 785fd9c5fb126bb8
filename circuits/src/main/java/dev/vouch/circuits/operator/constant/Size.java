package dev.vouch.circuits.operator.constant;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;

/** Size: the number of cells; known before any input arrives. */
final class Size extends FromShapes {
  @Override
  public String type() {
    return "Size";
  }

  @Override
  TensorData value(Node node, Inference inputs) {
    return TensorData.ofLongs(DataType.INT64, new int[0], inputs.input(0).size());
  }
}
