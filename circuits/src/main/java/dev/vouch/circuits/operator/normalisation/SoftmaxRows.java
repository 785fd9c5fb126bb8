package dev.vouch.circuits.operator.normalisation;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.Lanes;
import java.util.Arrays;

/**
 * Nodes around what is computed along the lanes of Softmax: the operand as [outer, length, inner],
 * statistics over its middle axis, and the result in the operand's shape.
 *
 * @param values the operand's, reshaped
 * @param length of a lane
 */
@SuppressWarnings("ArrayRecordComponent")
record SoftmaxRows(Statistics statistics, String values, int length, long[] shape) {
  static SoftmaxRows of(Node node, Expansion expansion) {
    String x = node.input(0);
    ValueInfo data = expansion.info(x);
    Lanes lanes = Softmax.lanes(node, data.shape());
    Statistics statistics = new Statistics(expansion, 1);
    String values =
        statistics.reshape("rows", x, lanes.outerCount(), lanes.length(), lanes.innerCount());
    long[] shape = Arrays.stream(data.shape()).asLongStream().toArray();
    return new SoftmaxRows(statistics, values, lanes.length(), shape);
  }

  /** Makes rows the result of what is expanded. */
  void output(Expansion expansion, String rows) {
    expansion.output(0, statistics.reshape("shaped", rows, shape));
  }
}
