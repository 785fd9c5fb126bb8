package dev.vouch.circuits.operator.normalisation;

import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.Arrays;

/**
 * GroupNormalization: scale · (x − mean) / √(variance + epsilon) + bias, mean and variance of each
 * of {@code num_groups} groups of neighbouring channels of each sample. Scale and bias are given by
 * group in opset 18, by channel since 21.
 */
final class GroupNormalization implements Expanded {
  private static final double DEFAULT_EPSILON = 1e-5;
  private static final int FIRST_OPSET = 18;
  private static final int FIRST_BY_CHANNEL = 21;

  @Override
  public String type() {
    return "GroupNormalization";
  }

  @Override
  public int sinceOpset() {
    return FIRST_OPSET;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    String x = node.input(0);
    ValueInfo data = expansion.info(x);
    int groups = Math.toIntExact(node.integer("num_groups", 0));
    if (data.rank() < 2 || groups < 1 || data.shape()[1] % groups != 0) {
      throw new InvalidNodeException(groups + " groups of the channels of " + data);
    }
    long[] shape = Arrays.stream(data.shape()).asLongStream().toArray();
    Statistics statistics = new Statistics(expansion, 2);
    String grouped = statistics.reshape("groups", x, shape[0], groups, -1);
    Channels byGroup = new Channels(statistics, groups, 1);
    String normal = byGroup.normal(grouped, node.real("epsilon", DEFAULT_EPSILON));
    String scale = node.input(1);
    String bias = node.input(2);
    if (node.opset() < FIRST_BY_CHANNEL) {
      String result = byGroup.scaled(normal, scale, bias);
      expansion.output(0, statistics.reshape("channels", result, shape));
    } else {
      Channels byChannel = new Channels(statistics, data.shape()[1], data.rank() - 2);
      String channels = statistics.reshape("channels", normal, shape);
      expansion.output(0, byChannel.scaled(channels, scale, bias));
    }
  }
}
