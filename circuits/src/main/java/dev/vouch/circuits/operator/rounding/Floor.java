package dev.vouch.circuits.operator.rounding;

import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.integer.Rounding;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.function.ElementwiseUnary;
import java.util.function.DoubleUnaryOperator;

/** Floor: the greatest whole number ≤ x. */
final class Floor extends ElementwiseUnary implements Lowered {
  @Override
  public String type() {
    return "Floor";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return Math::floor;
  }

  @Override
  public boolean decides(Node node, Inference inputs) {
    return true;
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    Wire x = context.wires().of(node.inputs().get(0));
    context.wires().bind(output, Rounding.floor(context, output, x));
  }
}
