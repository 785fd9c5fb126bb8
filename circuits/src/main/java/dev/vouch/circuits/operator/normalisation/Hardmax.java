package dev.vouch.circuits.operator.normalisation;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
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
    SoftmaxRows rows = SoftmaxRows.of(node, expansion);
    String place =
        expansion.add(
            "place", "ArgMax", List.of(rows.values()), Map.of("axis", Statistics.integer(1)));
    String places =
        expansion.add(
            "places",
            TensorData.ofLongs(
                DataType.INT64,
                new int[] {rows.length(), 1},
                LongStream.range(0, rows.length()).toArray()));
    String here = rows.statistics().binary("here", "Equal", place, places);
    int type = expansion.info(node.input(0)).type().onnxCode();
    rows.output(
        expansion,
        expansion.add("one", "Cast", List.of(here), Map.of("to", Statistics.integer(type))));
  }
}
