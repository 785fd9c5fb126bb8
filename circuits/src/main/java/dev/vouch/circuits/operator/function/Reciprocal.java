package dev.vouch.circuits.operator.function;

import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.wide.Powers;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.Magnitudes;
import dev.vouch.circuits.operator.PowerTolerance;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.Tolerance;
import java.util.function.DoubleUnaryOperator;

/** Reciprocal: 1 / x. */
final class Reciprocal extends ElementwiseUnary implements Lowered {
  @Override
  public String type() {
    return "Reciprocal";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return x -> 1 / x;
  }

  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    factors.wide(0, inputs.input(0));
  }

  @Override
  public Tolerance tolerance(
      Node node, Inference inputs, int operand, Magnitudes seen, Tolerance results) {
    return PowerTolerance.of(-1, node.input(0), seen, results);
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    Wire x = context.wires().of(node.inputs().get(0));
    context.wires().bind(output, Powers.lower(context, output, x, -1));
  }
}
