package dev.vouch.circuits.operator.normalisation;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.List;
import java.util.Map;

/** LogSoftmax: x − max − ln Σ exp(x − max), along the axes that Softmax has in its opset. */
final class LogSoftmax implements Expanded {
  @Override
  public String type() {
    return "LogSoftmax";
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    SoftmaxRows rows = SoftmaxRows.of(node, expansion);
    Statistics statistics = rows.statistics();
    String axis = expansion.add("axis", TensorData.ofVector(1));
    String most = expansion.add("max", "ReduceMax", List.of(rows.values(), axis), Map.of());
    String distance = statistics.binary("distance", "Sub", rows.values(), most);
    String exponential = expansion.add("exponential", "Exp", List.of(distance), Map.of());
    String sum = statistics.sum("sum", exponential);
    String logarithm = expansion.add("logarithm", "Log", List.of(sum), Map.of());
    rows.output(expansion, statistics.binary("result", "Sub", distance, logarithm));
  }
}
