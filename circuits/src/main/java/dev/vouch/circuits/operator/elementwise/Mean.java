package dev.vouch.circuits.operator.elementwise;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Addition;
import dev.vouch.circuits.lowering.recipe.Scaling;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.SliceFactors;
import java.util.Arrays;

/** Mean: the arithmetic mean of all operands, cell by cell. */
final class Mean extends ElementwiseVariadic implements Lowered {
  /** Bits that leave room for a factor. */
  private static final int SUM_BITS = 36;

  @Override
  public String type() {
    return "Mean";
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
  TensorData finish(TensorData combined, int count) {
    return combined.map(sum -> sum / count, sum -> sum / count);
  }

  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    ElementwiseFactors.ofSum(infer(node, inputs).get(0), inputs, factors);
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    long[] ones = new long[node.inputs().size()];
    Arrays.fill(ones, 1);
    Wire sum = Addition.lower(context, output, node.inputs(), ones);
    // The sum is named after the mean, but larger: it must not be narrowed as that may be.
    int bits = SUM_BITS - context.moreBitsOfFactor(output);
    Wire roomy = context.rescaling().shortened(sum, bits);
    context.wires().bind(output, Scaling.byNumber(context, output, roomy, 1.0 / ones.length));
  }
}
