package dev.vouch.cli.accuracy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.report.AccuracyReport;
import dev.vouch.circuits.report.OutputMetrics;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Measure;
import dev.vouch.cli.report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The accuracy report of a network, for programs and for people.
 *
 * @param source what was compared with what
 */
public record AccuracyDocument(
    CompiledNetwork network, ReportSource source, AccuracyReport report, Verdict verdict) {
  /** Name of the report in a command's object. */
  static final String NAME = "report";

  private List<Section> sections() {
    return List.of(
        source,
        new OutputAccuracySection(report),
        new SaturationSection(report),
        verdict,
        new NodeAccuracySection(report),
        new FusionSection(report),
        new ProofCostSection(network));
  }

  /** Adds the report to a command's object. */
  public void put(ObjectNode root) {
    ObjectNode node = root.putObject(NAME);
    sections().forEach(section -> section.put(node));
  }

  /** The whole report. */
  String text() {
    return sections().stream()
        .map(section -> String.join("\n", Block.lines(section.blocks())) + "\n")
        .collect(Collectors.joining("\n"));
  }

  /** What fits into a command's own result. */
  public List<Block> summary() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        Block.row(
            "accuracy",
            report.samples()
                + " samples: top1 "
                + Measure.text(report.top1())
                + ", relRms "
                + Measure.text(report.overall().relRms())
                + ", maxAbs "
                + Measure.text(report.overall().maxAbs())
                + ", meanAbs "
                + Measure.text(report.overall().meanAbs())));
    for (OutputMetrics output : report.outputs()) {
      if (!output.real()) {
        blocks.add(Block.row("integers", OutputAccuracySection.equality(output)));
      }
      output
          .worstSlice()
          .ifPresent(
              worst -> blocks.add(Block.row("columns", ChannelNumbers.worst(output, worst))));
    }
    report
        .firstDead()
        .or(() -> report.coarse().isEmpty() ? Optional.empty() : report.firstLossy())
        .ifPresent(node -> blocks.add(Block.row("lost", ChannelNumbers.advice(node))));
    blocks.addAll(new SaturationSection(report).blocks());
    return blocks;
  }
}
