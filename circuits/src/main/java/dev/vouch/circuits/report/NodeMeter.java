package dev.vouch.circuits.report;

import dev.vouch.circuits.equalise.SliceExponents;
import dev.vouch.circuits.integer.CutEnds;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.program.Execution;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compares one value of the graph with the integers that stand for it. Not thread-safe. */
final class NodeMeter {
  private final NodeRef node;
  private final String value;
  private final ValueInfo info;
  private final Wire wire;
  private final Interval bound;
  private final CutEnds limits;
  private final ValueReader reader;
  private final List<ChannelMeter> channels;
  private final ErrorSums local = new ErrorSums();
  private final ErrorSums accumulated = new ErrorSums();
  private double least = Double.POSITIVE_INFINITY;
  private double most = Double.NEGATIVE_INFINITY;

  /**
   * A meter.
   *
   * @param factors that the wire's values have beside the value's; null: none
   * @param bound proven range of the wire's tensor
   * @param limits ends of that range which are not the operator's own
   * @param bits width of activations
   */
  NodeMeter(
      NodeRef node,
      String value,
      ValueInfo info,
      Wire wire,
      @Nullable SliceExponents factors,
      Interval bound,
      CutEnds limits,
      int bits) {
    this.node = node;
    this.value = value;
    this.info = info;
    this.wire = wire;
    this.bound = bound;
    this.limits = limits;
    this.reader = new ValueReader(wire, info, factors, false);
    this.channels =
        info.type().isFloating()
            ? ChannelMeter.along(info.shape(), bits, 1, info.rank() - 1)
            : List.of();
  }

  /** Adds the value in the network in floating point. */
  void addAccumulated(double[] expected, Execution execution) {
    double[] actual = reader.real(execution);
    accumulated.add(expected, actual);
    channels.forEach(channel -> channel.add(expected, actual, reader::step));
    for (double x : reader.scaled(execution)) {
      least = Math.min(least, x);
      most = Math.max(most, x);
    }
  }

  /** Adds the result of the node in floating point on what its integer inputs stand for. */
  void addLocal(double[] expected, Execution execution) {
    local.add(expected, reader.real(execution));
  }

  /**
   * What was measured by now.
   *
   * @param saturations finds the count of a node
   */
  NodeMetrics metrics(Function<NodeRef, SaturationMetrics> saturations) {
    return new NodeMetrics(
        node,
        value,
        Arrays.stream(info.shape()).boxed().toList(),
        info.type().isFloating(),
        bound,
        limits,
        wire.scaleExponent(),
        least,
        most,
        local.metrics(),
        accumulated.metrics(),
        channels.stream()
            .flatMap(meter -> meter.metrics().stream())
            .filter(ChannelMetrics::lossy)
            .toList(),
        saturations.apply(node));
  }
}
