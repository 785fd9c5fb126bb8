package dev.vouch.circuits.operator.function;

import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Comparisons;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/** Sign: 1 where x &gt; 0, −1 where x &lt; 0, otherwise 0. */
final class Sign extends ElementwiseUnary implements Lowered {
  @Override
  public String type() {
    return "Sign";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return Math::signum;
  }

  @Override
  protected LongUnaryOperator integerFunction(Node node) {
    return Long::signum;
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    Wire x = context.wires().of(node.inputs().get(0));
    context.wires().bind(output, Comparisons.sign(context, output, x));
  }
}
