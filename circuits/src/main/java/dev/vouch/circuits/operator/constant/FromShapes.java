package dev.vouch.circuits.operator.constant;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** An operator whose result follows from the shape of its input. */
abstract class FromShapes implements Operator {
  /** The result. */
  abstract TensorData value(Node node, Inference inputs);

  @Override
  public final List<ValueInfo> infer(Node node, Inference inputs) {
    return List.of(ValueInfo.of(value(node, inputs)));
  }

  @Override
  public final boolean foldable(Node node, Inference inputs) {
    return true;
  }

  @Override
  public final boolean readsOnlyShapes() {
    return true;
  }

  @Override
  public final List<TensorData> fold(Node node, Inference inputs) {
    return List.of(value(node, inputs));
  }

  @Override
  public final List<TensorData> evaluate(Node node, Operands inputs) {
    return List.of(value(node, inputs.asInference()));
  }
}
