package dev.vouch.circuits.operator.reduction;

import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Extrema;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.Magnitudes;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.Tolerance;

/** The greatest or the least value along axes. */
abstract class ReducedExtremum extends Reduction implements Lowered {
  /** 1 for the greatest, −1 for the least. */
  abstract int sign();

  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    keptFactors(node, inputs, factors);
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
    boolean[] reduced = reduced(node, context.graph().inference(node));
    Wire extremum = Extrema.along(context, output, x, reduced, sign());
    context
        .wires()
        .bind(output, context.rearranging().reshape(extremum, context.graph().shape(output)));
  }
}
