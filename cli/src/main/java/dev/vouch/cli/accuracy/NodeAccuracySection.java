package dev.vouch.cli.accuracy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.report.AccuracyReport;
import dev.vouch.circuits.report.NodeMetrics;
import dev.vouch.circuits.report.SaturationMetrics;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Measure;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.TextTable;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** How each value of the graph fares as integers: its range and its errors. */
record NodeAccuracySection(AccuracyReport report) implements Section {
  private static final int LONGEST_NAME = 32;

  @Override
  public void put(ObjectNode root) {
    ArrayNode nodes = root.putArray("nodes");
    report.nodes().forEach(node -> put(nodes.addObject(), node));
    ChannelNumbers.putFirst(root, "firstDead", report.firstDead());
    ChannelNumbers.putFirst(root, "firstLossy", report.firstLossy());
    root.put("leastAccurate", report.leastAccurate().map(node -> node.node().name()).orElse(null));
  }

  private static void put(ObjectNode json, NodeMetrics node) {
    json.put("node", node.node().name())
        .put("operator", node.node().operator())
        .put("value", node.value());
    node.shape().forEach(json.putArray("shape")::add);
    json.put("bits", node.bits())
        .put("wide", node.wide())
        .put("scaleExponent", node.scaleExponent())
        .put("least", node.least())
        .put("most", node.most())
        .put("boundLeast", node.boundLeast())
        .put("boundMost", node.boundMost());
    Measure.put(json, "headroomBits", node.headroomBits());
    Measure.put(json, "usedBits", OptionalDouble.of(node.usedBits()));
    ErrorNumbers.put(json.putObject("local"), node.local());
    ErrorNumbers.put(json.putObject("accumulated"), node.accumulated());
    Measure.put(json, "localSteps", node.localSteps());
    Measure.put(json, "accumulatedSteps", node.accumulatedSteps());
    ChannelNumbers.putLossy(json, node.lossy());
    SaturationMetrics saturation = node.saturation();
    json.put("saturable", saturation.cells())
        .put("saturated", saturation.saturated())
        .put("saturatedShare", saturation.share());
  }

  @Override
  public List<Block> blocks() {
    return List.of(
        Block.table("Ranges by node", ranges()), Block.table("Errors by node", errors()));
  }

  private TextTable ranges() {
    TextTable table =
        new TextTable(
            "node",
            "operator",
            "shape",
            "bits",
            "scale",
            "seen",
            "possible",
            "spare",
            "used",
            "saturated");
    for (NodeMetrics node : report.nodes()) {
      table.row(
          name(node),
          node.node().operator(),
          node.shape().stream().map(String::valueOf).collect(Collectors.joining("x")),
          node.bits() + (node.wide() ? "+" : ""),
          "2^" + -node.scaleExponent(),
          Measure.brief(node.least()) + " .. " + Measure.brief(node.most()),
          Measure.brief(node.boundLeast()) + " .. " + Measure.brief(node.boundMost()),
          node.headroomBits().isPresent() ? Measure.text("%.1f", node.headroomBits()) : "-",
          Measure.text("%.1f", node.usedBits()),
          saturated(node.saturation()));
    }
    return table
        .note("seen: least and most value of all samples; possible: proven range of the integers;")
        .note("spare: doublings from seen to possible; used: bits between least and most seen;")
        .note("bits with + : an exact sum, not rounded where it stands");
  }

  private static String saturated(SaturationMetrics saturation) {
    return saturation.saturated() == 0
        ? "0"
        : saturation.saturated() + " (" + Measure.percent(saturation.share()) + ")";
  }

  private TextTable errors() {
    TextTable table =
        new TextTable("node", "alone max", "steps", "rel rms", "network max", "steps", "rel rms");
    for (NodeMetrics node : report.nodes()) {
      table.row(
          name(node),
          Measure.brief(node.local().maxAbs()),
          Measure.brief(node.localSteps()),
          Measure.brief(node.local().relRms()),
          Measure.brief(node.accumulated().maxAbs()),
          Measure.brief(node.accumulatedSteps()),
          Measure.brief(node.accumulated().relRms()));
    }
    report.firstLossy().ifPresent(node -> table.note(ChannelNumbers.advice(node)));
    report
        .leastAccurate()
        .ifPresent(
            node ->
                table.note(
                    "least accurate alone: "
                        + node.node()
                        + ", rel rms "
                        + Measure.brief(node.local().relRms())));
    return table
        .note("alone: the node in floating point on its integer inputs, against its integers;")
        .note("network: the whole network in floating point, against the integers; max: largest")
        .note("error; steps: the same in units of the integers; rel rms: root mean squares");
  }

  /** The end of a long name says more than its beginning. */
  private static String name(NodeMetrics node) {
    String name = node.node().name();
    return name.length() <= LONGEST_NAME
        ? name
        : "..." + name.substring(name.length() - LONGEST_NAME + 3);
  }
}
