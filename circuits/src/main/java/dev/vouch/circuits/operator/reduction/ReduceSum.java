package dev.vouch.circuits.operator.reduction;

import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Averages;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Linearity;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.Magnitudes;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.Tolerance;

/** ReduceSum: the sum. Its axes are an input since opset 13. */
final class ReduceSum extends Reduction implements Lowered {
  private static final int FIRST_WITH_AXES_INPUT = 13;

  @Override
  public String type() {
    return "ReduceSum";
  }

  @Override
  int firstOpsetWithAxesInput() {
    return FIRST_WITH_AXES_INPUT;
  }

  @Override
  double reduce(double[] values, int from, int count) {
    double result = 0;
    for (int i = from; i < from + count; i++) {
      result += values[i];
    }
    return result;
  }

  @Override
  long reduce(long[] values, int from, int count) {
    long result = 0;
    for (int i = from; i < from + count; i++) {
      result += values[i];
    }
    return result;
  }

  @Override
  public Linearity linearity(Node node, Inference inputs) {
    return inputs.input(0).type().isFloating() ? Linearity.AFFINE : Linearity.NONE;
  }

  @Override
  public Tolerance tolerance(
      Node node, Inference inputs, int operand, Magnitudes seen, Tolerance results) {
    int terms = inputs.input(0).size() / Math.max(1, infer(node, inputs).get(0).size());
    return results.dividedBy(Math.sqrt(terms));
  }

  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    keptFactors(node, inputs, factors);
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    Wire data = context.wires().of(node.inputs().get(0));
    boolean[] reduced = reduced(node, context.graph().inference(node));
    Wire sum =
        Averages.lower(context, output, keptLabels(reduced), data, Labels.of(reduced.length), 1);
    context.wires().bind(output, context.rearranging().reshape(sum, context.graph().shape(output)));
  }
}
