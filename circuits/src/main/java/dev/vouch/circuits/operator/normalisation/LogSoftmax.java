package dev.vouch.circuits.operator.normalisation;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.Lanes;
import java.util.Arrays;
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
    String x = node.input(0);
    ValueInfo data = expansion.info(x);
    Lanes lanes = Softmax.lanes(node, data.shape());
    Statistics statistics = new Statistics(expansion, 1);
    String rows =
        statistics.reshape("rows", x, lanes.outerCount(), lanes.length(), lanes.innerCount());
    String axis = expansion.add("axis", TensorData.ofVector(1));
    String most = expansion.add("max", "ReduceMax", List.of(rows, axis), Map.of());
    String distance = statistics.binary("distance", "Sub", rows, most);
    String exponential = expansion.add("exponential", "Exp", List.of(distance), Map.of());
    String sum = statistics.sum("sum", exponential);
    String logarithm = expansion.add("logarithm", "Log", List.of(sum), Map.of());
    String result = statistics.binary("result", "Sub", distance, logarithm);
    long[] shape = Arrays.stream(data.shape()).asLongStream().toArray();
    expansion.output(0, statistics.reshape("shaped", result, shape));
  }
}
