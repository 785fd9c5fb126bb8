package dev.vouch.circuits.operator.normalisation;

import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;

/**
 * InstanceNormalization: scale · (x − mean) / √(variance + epsilon) + bias, mean and variance of
 * each channel of each sample, scale and bias by channel, which is axis 1.
 */
final class InstanceNormalization implements Expanded {
  private static final double DEFAULT_EPSILON = 1e-5;
  private static final int LEAST_RANK = 3;

  @Override
  public String type() {
    return "InstanceNormalization";
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    String x = node.input(0);
    ValueInfo data = expansion.info(x);
    if (data.rank() < LEAST_RANK) {
      throw new InvalidNodeException("input 0 is " + data + ", without axes beyond the channels");
    }
    Statistics statistics = Statistics.from(expansion, 2, data.rank());
    Channels channels = new Channels(statistics, data.shape()[1], data.rank() - 2);
    String normal = channels.normal(x, node.real("epsilon", DEFAULT_EPSILON));
    expansion.output(0, channels.scaled(normal, node.input(1), node.input(2)));
  }
}
