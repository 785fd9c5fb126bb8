package dev.vouch.circuits.operator.reduction;

import dev.vouch.circuits.lowering.Averages;
import dev.vouch.circuits.lowering.Lowering;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;

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
  public void lower(Node node, Lowering lowering) {
    String output = node.outputs().get(0);
    Wire data = lowering.wire(node.inputs().get(0));
    boolean[] reduced = reduced(node, lowering.inference(node));
    Wire sum =
        Averages.lower(
            lowering, output, keptLabels(reduced), data, Lowering.labels(reduced.length), 1);
    lowering.bind(output, lowering.reshape(sum, lowering.shape(output)));
  }
}
