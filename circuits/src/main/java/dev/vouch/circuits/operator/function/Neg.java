package dev.vouch.circuits.operator.function;

import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.recipe.Addition;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Linearity;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.SliceFactors;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/** Neg: −x. */
final class Neg extends ElementwiseUnary implements Lowered {
  @Override
  public String type() {
    return "Neg";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return x -> -x;
  }

  @Override
  protected LongUnaryOperator integerFunction(Node node) {
    return x -> -x;
  }

  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    factors.cellByCell(0, inputs.input(0), inputs.input(0));
  }

  @Override
  public Linearity linearity(Node node, Inference inputs) {
    return Linearity.CELLWISE;
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    context.wires().bind(output, Addition.lower(context, output, node.inputs(), new long[] {-1}));
  }
}
