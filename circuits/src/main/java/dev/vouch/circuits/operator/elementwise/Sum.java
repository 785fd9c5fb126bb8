package dev.vouch.circuits.operator.elementwise;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.recipe.Addition;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Linearity;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.Magnitudes;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.Tolerance;
import java.util.Arrays;

/** Sum: the sum of all operands, cell by cell. */
final class Sum extends ElementwiseVariadic implements Lowered {
  @Override
  public String type() {
    return "Sum";
  }

  @Override
  double combine(double a, double b) {
    return a + b;
  }

  @Override
  long combine(DataType type, long a, long b) {
    return a + b;
  }

  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    ElementwiseFactors.ofSum(infer(node, inputs).get(0), inputs, factors);
  }

  @Override
  public Linearity linearity(Node node, Inference inputs) {
    return infer(node, inputs).get(0).type().isFloating() ? Linearity.AFFINE : Linearity.NONE;
  }

  @Override
  public Tolerance tolerance(
      Node node, Inference inputs, int operand, Magnitudes seen, Tolerance results) {
    return Cancellation.of(node.input(operand), node.outputs().get(0), seen, results);
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    long[] ones = new long[node.inputs().size()];
    Arrays.fill(ones, 1);
    String output = node.outputs().get(0);
    context.wires().bind(output, Addition.lower(context, output, node.inputs(), ones));
  }
}
