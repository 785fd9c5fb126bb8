package dev.vouch.circuits.operator.normalisation;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.Lanes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Hardmax: 1 for the first of the greatest values, 0 elsewhere, along the axes of Softmax. */
final class Hardmax implements Expanded {
  @Override
  public String type() {
    return "Hardmax";
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    String x = node.input(0);
    ValueInfo data = expansion.info(x);
    Lanes lanes = Softmax.lanes(node, data.shape());
    Statistics statistics = new Statistics(expansion, 1);
    String rows =
        statistics.reshape("rows", x, lanes.outerCount(), lanes.length(), lanes.innerCount());
    String place =
        expansion.add("place", "ArgMax", List.of(rows), Map.of("axis", Statistics.integer(1)));
    String places =
        expansion.add(
            "places",
            TensorData.ofLongs(
                DataType.INT64,
                new int[] {lanes.length(), 1},
                LongStream.range(0, lanes.length()).toArray()));
    String here = statistics.binary("here", "Equal", place, places);
    String one =
        expansion.add(
            "one", "Cast", List.of(here), Map.of("to", Statistics.integer(data.type().onnxCode())));
    long[] shape = Arrays.stream(data.shape()).asLongStream().toArray();
    expansion.output(0, statistics.reshape("shaped", one, shape));
  }
}
