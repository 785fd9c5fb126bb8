package dev.vouch.circuits.operator.elementwise;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Casting;
import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** CastLike: {@link Cast} to the element type of the second input, whose values do not matter. */
final class CastLike implements Operator {
  @Override
  public String type() {
    return "CastLike";
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    return List.of(new ValueInfo(inputs.input(1).type(), inputs.input(0).shape()));
  }

  @Override
  public boolean foldable(Node node, Inference inputs) {
    return inputs.constant(0) != null;
  }

  @Override
  public List<TensorData> fold(Node node, Inference inputs) {
    return List.of(Casting.cast(inputs.constants().get(0), inputs.input(1).type()));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    return List.of(Casting.cast(inputs.get(0), inputs.get(1).type()));
  }
}
