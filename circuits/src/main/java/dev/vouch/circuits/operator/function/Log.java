package dev.vouch.circuits.operator.function;

import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.wide.Logarithm;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;
import java.util.function.DoubleUnaryOperator;

/** Log: the natural logarithm. */
final class Log extends ElementwiseUnary implements Lowered {
  @Override
  public String type() {
    return "Log";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return StrictMath::log;
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    Wire x = context.wires().of(node.inputs().get(0));
    context.wires().bind(output, Logarithm.lower(context, output, x));
  }
}
