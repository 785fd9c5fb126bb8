package dev.vouch.circuits.operator.normalisation;

import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * LRN: x / (bias + alpha · mean of x²)^beta, the mean over {@code size} neighbouring channels, of
 * which those that are missing at the ends count as 0.
 */
final class Lrn implements Expanded {
  private static final double DEFAULT_ALPHA = 1e-4;
  private static final double DEFAULT_BETA = 0.75;
  private static final int LEAST_RANK = 3;

  @Override
  public String type() {
    return "LRN";
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    String x = node.input(0);
    ValueInfo data = expansion.info(x);
    long size = node.integer("size", 0);
    if (size < 1 || data.rank() < LEAST_RANK) {
      throw new InvalidNodeException("windows of " + size + " channels of " + data);
    }
    Statistics statistics = new Statistics(expansion);
    long[] shape = Arrays.stream(data.shape()).asLongStream().toArray();
    String square = statistics.binary("square", "Mul", x, x);
    String planes = statistics.reshape("planes", square, shape[0], 1, shape[1], -1);
    String mean =
        expansion.add(
            "mean",
            "AveragePool",
            List.of(planes),
            Map.of(
                "kernel_shape", new Attribute.Integers(size, 1),
                "pads", new Attribute.Integers((size - 1) / 2, 0, size / 2, 0),
                "count_include_pad", Statistics.integer(1)));
    String means = statistics.reshape("means", mean, shape);
    String scaled =
        statistics.binary(
            "scaled",
            "Mul",
            means,
            statistics.number("alpha", x, node.real("alpha", DEFAULT_ALPHA)));
    String moved =
        statistics.binary(
            "moved", "Add", scaled, statistics.number("bias", x, node.real("bias", 1)));
    String divisor = statistics.power("inverse", moved, -node.real("beta", DEFAULT_BETA));
    expansion.output(0, statistics.binary("result", "Mul", x, divisor));
  }
}
