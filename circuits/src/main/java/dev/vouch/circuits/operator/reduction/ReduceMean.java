package dev.vouch.circuits.operator.reduction;

import dev.vouch.circuits.lowering.Averages;
import dev.vouch.circuits.lowering.Lowering;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.elementwise.IntegerDivision;

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
  public void lower(Node node, Lowering lowering) {
    String output = node.outputs().get(0);
    Wire data = lowering.wire(node.inputs().get(0));
    boolean[] reduced = reduced(node, lowering.inference(node));
    Wire sum =
        Averages.lower(
            lowering,
            output,
            keptLabels(reduced),
            data,
            Lowering.labels(reduced.length),
            Math.toIntExact(data.view().size()) / lowering.info(output).size());
    lowering.bind(output, lowering.reshape(sum, lowering.shape(output)));
  }
}
