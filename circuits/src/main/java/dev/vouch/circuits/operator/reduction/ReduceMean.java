package dev.vouch.circuits.operator.reduction;

import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Averages;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.IntegerDivision;
import dev.vouch.circuits.operator.Linearity;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.SliceFactors;

/** ReduceMean: the arithmetic mean. */
final class ReduceMean extends Reduction implements Lowered {
  @Override
  public String type() {
    return "ReduceMean";
  }

  @Override
  double reduce(double[] values, int from, int count) {
    double result = 0;
    for (int i = from; i < from + count; i++) {
      result += values[i];
    }
    return result / count;
  }

  @Override
  long reduce(long[] values, int from, int count) {
    long result = 0;
    for (int i = from; i < from + count; i++) {
      result += values[i];
    }
    return IntegerDivision.quotient(result, count);
  }

  @Override
  public Linearity linearity(Node node, Inference inputs) {
    return inputs.input(0).type().isFloating() ? Linearity.AFFINE : Linearity.NONE;
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
    int count = Math.toIntExact(data.view().size()) / context.graph().info(output).size();
    Wire mean =
        count == 1 && !context.graph().isInteger(output)
            ? data
            : Averages.lower(
                context, output, keptLabels(reduced), data, Labels.of(reduced.length), count);
    context
        .wires()
        .bind(output, context.rearranging().reshape(mean, context.graph().shape(output)));
  }
}
