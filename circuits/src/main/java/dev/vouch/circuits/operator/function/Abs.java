package dev.vouch.circuits.operator.function;

import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Magnitude;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.Magnitudes;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.Tolerance;
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
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    factors.cellByCell(0, inputs.input(0), inputs.input(0));
  }

  @Override
  public Tolerance tolerance(
      Node node, Inference inputs, int operand, Magnitudes seen, Tolerance results) {
    return results;
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    Wire x = context.wires().of(node.inputs().get(0));
    context.wires().bind(output, Magnitude.lower(context, output, x));
  }
}
