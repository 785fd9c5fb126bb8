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

/** Max: the greatest of all operands, cell by cell. */
final class Max extends ElementwiseVariadic implements Lowered {
  @Override
  public String type() {
    return "Max";
  }

  @Override
  double combine(double a, double b) {
    return Math.max(a, b);
  }

  @Override
  long combine(DataType type, long a, long b) {
    return type.compare(a, b) >= 0 ? a : b;
  }

  @Override
  double neutral() {
    return Double.NEGATIVE_INFINITY;
  }

  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    ElementwiseFactors.ofSum(infer(node, inputs).get(0), inputs, factors);
  }

  @Override
  public Tolerance tolerance(
      Node node, Inference inputs, int operand, Magnitudes seen, Tolerance results) {
    return results;
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    context.wires().bind(output, Extrema.ofOperands(context, output, node.inputs(), 1));
  }
}
