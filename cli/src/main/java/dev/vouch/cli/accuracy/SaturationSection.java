package dev.vouch.cli.accuracy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.report.AccuracyReport;
import dev.vouch.circuits.report.NodeMetrics;
import dev.vouch.circuits.report.SaturationMetrics;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Measure;
import dev.vouch.cli.report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How well values fit their integers: those cut off, and those that use few of them. */
record SaturationSection(AccuracyReport report) implements Section {
  @Override
  public void put(ObjectNode root) {
    ObjectNode node = root.putObject("saturation");
    node.put("values", values()).put("saturated", report.saturated());
    if (report.firstSaturatedSample().isPresent()) {
      node.put("firstSample", report.firstSaturatedSample().getAsInt());
    } else {
      node.putNull("firstSample");
    }
    Optional<SaturationMetrics> worst = report.worstSaturation();
    if (worst.isPresent()) {
      node.putObject("worst")
          .put("node", worst.get().node().name())
          .put("operator", worst.get().node().operator())
          .put("saturated", worst.get().saturated())
          .put("share", worst.get().share())
          .put("firstSample", worst.get().firstSample().orElseThrow());
    } else {
      node.putNull("worst");
    }
    report.unusedRanges().stream()
        .map(NodeMetrics::value)
        .forEach(root.putArray("unusedRanges")::add);
  }

  private long values() {
    return report.saturations().stream().mapToLong(SaturationMetrics::cells).sum();
  }

  @Override
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(Block.row("saturated", saturated()));
    if (report.saturated() > 0) {
      blocks.add(Block.continued("calibrate on inputs as large as those that will be proven"));
    }
    List<NodeMetrics> unused = report.unusedRanges();
    if (!unused.isEmpty()) {
      blocks.add(
          Block.row(
              "unused",
              "fewer than "
                  + report.fewBits()
                  + " bits are used by "
                  + unused.stream()
                      .map(node -> node.node() + Measure.text(": %.1f", node.usedBits()))
                      .collect(Collectors.joining(", "))
                  + "; calibrate on inputs like those that will be proven"));
    }
    return blocks;
  }

  private String saturated() {
    Optional<SaturationMetrics> worst = report.worstSaturation();
    if (worst.isEmpty()) {
      return "0 of " + values() + " values that could";
    }
    return report.saturated()
        + " of "
        + values()
        + " values that could; worst "
        + worst.get().node()
        + " with "
        + Measure.percent(worst.get().share())
        + "; first in sample "
        + report.firstSaturatedSample().orElseThrow();
  }
}
