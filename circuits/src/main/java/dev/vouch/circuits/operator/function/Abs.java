package dev.vouch.circuits.operator.function;

import dev.vouch.circuits.lowering.Clamp;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Addition;
import dev.vouch.circuits.lowering.recipe.Clamps;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/** Abs: |x|. */
final class Abs extends ElementwiseUnary implements Lowered {
  @Override
  public String type() {
    return "Abs";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return Math::abs;
  }

  @Override
  protected LongUnaryOperator integerFunction(Node node) {
    return Math::abs;
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    // |x| = 2 · max(x, 0) − x
    String output = node.outputs().get(0);
    Wire x = context.wires().of(node.inputs().get(0));
    Wire positive = Clamps.lower(context, output, x, Clamp.RECTIFIER);
    context.wires().bind(output, Addition.ofWires(context, output, List.of(positive, x), 2, -1));
  }
}
