package dev.vouch.circuits.operator.function;

import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.wide.Exponential;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.Magnitudes;
import dev.vouch.circuits.operator.SteepTolerance;
import dev.vouch.circuits.operator.Tolerance;
import java.util.function.DoubleUnaryOperator;

/** Exp: e to the power of x. */
final class Exp extends ElementwiseUnary implements Lowered {
  @Override
  public String type() {
    return "Exp";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return StrictMath::exp;
  }

  @Override
  public Tolerance tolerance(
      Node node, Inference inputs, int operand, Magnitudes seen, Tolerance results) {
    return SteepTolerance.ofExponential(node.input(0), seen);
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String input = node.inputs().get(0);
    String output = node.outputs().get(0);
    Wire x = context.wires().of(input);
    context.wires().bind(output, Exponential.lower(context, output, input, x));
  }
}
