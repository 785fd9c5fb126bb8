package dev.vouch.cli.accuracy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.circuits.report.ChannelMetrics;
import dev.vouch.circuits.report.NodeMetrics;
import dev.vouch.circuits.report.OutputMetrics;
import dev.vouch.cli.report.Measure;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Columns and channels under the names that every part of a report gives them. */
final class ChannelNumbers {
  private ChannelNumbers() {}

  static void putColumns(ObjectNode node, OutputMetrics output) {
    Optional<ChannelMetrics> worst = output.worstSlice();
    if (worst.isPresent()) {
      put(node.putObject("worstColumn"), worst.get());
    } else {
      node.putNull("worstColumn");
    }
    ArrayNode dead = node.putArray("deadColumns");
    ArrayNode fewBits = node.putArray("fewBitColumns");
    for (ChannelMetrics column : output.columns()) {
      if (column.dead()) {
        dead.add(column.index());
      } else if (column.lossy()) {
        fewBits.add(column.index());
      }
    }
    ArrayNode slices = node.putArray("deadSlices");
    output.slices().stream()
        .filter(ChannelMetrics::dead)
        .forEach(slice -> slices.addObject().put("axis", slice.axis()).put("index", slice.index()));
  }

  private static void put(ObjectNode node, ChannelMetrics channel) {
    node.put("axis", channel.axis()).put("index", channel.index());
    Measure.put(node, "relRms", channel.relRms());
    node.put("maxAbs", channel.largest()).put("span", channel.span()).put("dead", channel.dead());
    Measure.put(node, "bits", OptionalDouble.of(channel.bits()));
  }

  static void putLossy(ObjectNode node, List<ChannelMetrics> lossy) {
    ArrayNode array = node.putArray("lossyChannels");
    lossy.forEach(channel -> put(array.addObject(), channel));
  }

  static void putFirst(ObjectNode root, String name, Optional<NodeMetrics> node) {
    root.put(name, node.map(found -> found.node().name()).orElse(null));
  }

  /** The worst slice of an output, and which are dead. */
  static String worst(OutputMetrics output, ChannelMetrics worst) {
    int rank = output.shape().size();
    boolean column = worst.axis() == rank - 1;
    StringBuilder text =
        new StringBuilder("worst ")
            .append(column ? worst.index() : worst.name(rank))
            .append(" of '")
            .append(output.name())
            .append("': relRms ")
            .append(Measure.brief(worst.relRms()))
            .append(", maxAbs ")
            .append(Measure.brief(worst.largest()));
    for (int axis = rank - 1; axis >= 0; axis--) {
      List<ChannelMetrics> slices = output.along(axis);
      List<ChannelMetrics> dead = slices.stream().filter(ChannelMetrics::dead).toList();
      if (!dead.isEmpty()) {
        text.append("; ")
            .append(dead.size())
            .append(" of ")
            .append(slices.size())
            .append(axis == rank - 1 ? "" : " along axis " + axis)
            .append(" are constant as integers")
            .append(axis == rank - 1 ? "" : ", first " + dead.get(0).name(rank));
      }
    }
    return text.toString();
  }

  /** Where precision is lost first, and what to do; the node has a lossy channel. */
  static String advice(NodeMetrics node) {
    ChannelMetrics channel =
        node.lossy().stream().min(Comparator.comparingDouble(ChannelMetrics::bits)).orElseThrow();
    return channel.name(node.shape().size())
        + " of '"
        + node.value()
        + "' ("
        + node.node()
        + ") spans "
        + Measure.brief(channel.span())
        + " in steps of "
        + Measure.brief(channel.step())
        + ", for the tensor reaches "
        + Measure.brief(channel.magnitude())
        + (channel.dead() ? ": it is constant as integers" : "")
        + (node.node().operator().equals(NodeRef.INPUT)
            ? "; standardise such features, or give them inputs of their own"
            : "; if it matters, compute it apart from what is so much larger");
  }
}
