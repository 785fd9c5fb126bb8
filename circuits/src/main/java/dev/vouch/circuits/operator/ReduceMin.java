package dev.vouch.circuits.operator;

import dev.vouch.circuits.lowering.Extrema;
import dev.vouch.circuits.lowering.Lowering;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.node.Node;

/** ReduceMin: the least value. */
final class ReduceMin extends Reduction {
  @Override
  public String type() {
    return "ReduceMin";
  }

  @Override
  double reduce(double[] values, int from, int count) {
    double result = Double.POSITIVE_INFINITY;
    for (int i = from; i < from + count; i++) {
      result = Math.min(result, values[i]);
    }
    return result;
  }

  @Override
  long reduce(long[] values, int from, int count) {
    long result = Long.MAX_VALUE;
    for (int i = from; i < from + count; i++) {
      result = Math.min(result, values[i]);
    }
    return result;
  }

  @Override
  public void lower(Node node, Lowering lowering) {
    String output = node.outputs().get(0);
    Wire x = lowering.wire(node.inputs().get(0));
    boolean[] reduced = reduced(node, lowering.inference(node));
    Wire extremum = Extrema.along(lowering, output, x, reduced, -1);
    lowering.bind(output, lowering.reshape(extremum, lowering.shape(output)));
  }
}
