package dev.vouch.circuits.operator.logic;

import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Booleans;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.function.ElementwiseUnary;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/** Not: logical negation. */
final class Not extends ElementwiseUnary implements Lowered {
  @Override
  public String type() {
    return "Not";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    throw new InvalidNodeException("the operand must be boolean");
  }

  @Override
  protected LongUnaryOperator integerFunction(Node node) {
    return x -> x == 0 ? 1 : 0;
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    Wire x = context.wires().of(node.inputs().get(0));
    context.wires().bind(output, Booleans.not(context, output, x));
  }
}
