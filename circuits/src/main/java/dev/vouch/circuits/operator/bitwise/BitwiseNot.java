package dev.vouch.circuits.operator.bitwise;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Addition;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Lowered;
import java.util.List;

/** BitwiseNot: every bit turned, −1 − x with a sign and 2^n − 1 − x without. */
final class BitwiseNot implements Lowered {
  @Override
  public String type() {
    return "BitwiseNot";
  }

  @Override
  public int sinceOpset() {
    return 18;
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    if (inputs.input(0).type().isFloating()) {
      throw new InvalidNodeException("the operand must be of integers");
    }
    return List.of(inputs.input(0));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    DataType type = inputs.get(0).type();
    return List.of(inputs.get(0).map(x -> x, x -> type.wrap(~x)));
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    DataType type = context.graph().info(output).type();
    if (type.isUnsigned() && type.bits() == Long.SIZE) {
      throw new UnsupportedNodeException("results beyond 2^62 are not supported");
    }
    long most = type.isUnsigned() ? (1L << type.bits()) - 1 : -1;
    Wire x = context.wires().of(node.inputs().get(0));
    context
        .wires()
        .bind(
            output,
            Addition.ofConstants(
                context, output, -1, x, Constants.number(output + ".ones", most, 0)));
  }
}
