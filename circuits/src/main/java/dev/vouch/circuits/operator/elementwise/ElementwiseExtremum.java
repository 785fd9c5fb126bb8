package dev.vouch.circuits.operator.elementwise;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.recipe.Extrema;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.Magnitudes;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.Tolerance;

/** The greatest or the least of all operands, cell by cell. */
abstract class ElementwiseExtremum extends ElementwiseVariadic implements Lowered {
  private final int sign;

  /**
   * An operator of that kind.
   *
   * @param sign 1 for the greatest, −1 for the least
   */
  ElementwiseExtremum(int sign) {
    this.sign = sign;
  }

  @Override
  final double combine(double a, double b) {
    return sign > 0 ? Math.max(a, b) : Math.min(a, b);
  }

  @Override
  final long combine(DataType type, long a, long b) {
    return sign * type.compare(a, b) >= 0 ? a : b;
  }

  @Override
  final double neutral() {
    return -sign * Double.POSITIVE_INFINITY;
  }

  @Override
  public final void factors(Node node, Inference inputs, SliceFactors factors) {
    ElementwiseFactors.ofSum(infer(node, inputs).get(0), inputs, factors);
  }

  @Override
  public final Tolerance tolerance(
      Node node, Inference inputs, int operand, Magnitudes seen, Tolerance results) {
    return results;
  }

  @Override
  public final void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    context.wires().bind(output, Extrema.ofOperands(context, output, node.inputs(), sign));
  }
}
