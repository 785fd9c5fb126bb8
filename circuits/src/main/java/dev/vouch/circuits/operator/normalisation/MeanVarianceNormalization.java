package dev.vouch.circuits.operator.normalisation;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Axes;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * MeanVarianceNormalization: (x − mean) / (standard deviation + 10^-9), over {@code axes}, all but
 * the channels unless said otherwise.
 */
final class MeanVarianceNormalization implements Expanded {
  private static final double EPSILON = 1e-9;
  private static final long[] DEFAULT_AXES = {0, 2, 3};
  private static final int FIRST_OPSET = 9;

  @Override
  public String type() {
    return "MeanVarianceNormalization";
  }

  @Override
  public int sinceOpset() {
    return FIRST_OPSET;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    String x = node.input(0);
    long[] given = node.integers("axes");
    boolean[] marked = Axes.marked(given == null ? DEFAULT_AXES : given, expansion.info(x).rank());
    long[] axes = LongStream.range(0, marked.length).filter(axis -> marked[(int) axis]).toArray();
    Statistics statistics = new Statistics(expansion, axes);
    String centred = statistics.binary("centred", "Sub", x, statistics.mean("mean", x));
    String variance = statistics.meanSquare("variance", centred);
    String deviation = expansion.add("deviation", "Sqrt", List.of(variance), Map.of());
    String divisor =
        statistics.binary("divisor", "Add", deviation, statistics.number("epsilon", x, EPSILON));
    expansion.output(0, statistics.binary("result", "Div", centred, divisor));
  }
}
