package dev.vouch.cli.accuracy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.report.AccuracyReport;
import dev.vouch.circuits.report.DecisionMetrics;
import dev.vouch.circuits.report.DecisionMetrics.LabelMetrics;
import dev.vouch.circuits.report.Flip;
import dev.vouch.circuits.report.OutputMetrics;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Measure;
import dev.vouch.cli.report.Section;
import java.util.ArrayList;
import java.util.List;

/** How far each network output is from what is expected. */
record OutputAccuracySection(AccuracyReport report) implements Section {
  private static final int FLIPS_IN_TEXT = 5;

  @Override
  public void put(ObjectNode root) {
    ArrayNode outputs = root.putArray("outputs");
    for (OutputMetrics output : report.outputs()) {
      ObjectNode node = outputs.addObject().put("name", output.name());
      output.shape().forEach(node.putArray("shape")::add);
      ErrorNumbers.put(node, output.errors());
      ChannelNumbers.putColumns(node, output);
      node.put("cells", output.errors().cells()).put("equal", output.equal());
      DecisionMetrics decisions = output.decisions();
      if (decisions == null) {
        node.putNull("decisions");
      } else {
        put(node.putObject("decisions"), decisions);
      }
    }
  }

  private static void put(ObjectNode node, DecisionMetrics decisions) {
    node.put("count", decisions.count()).put("agreeing", decisions.agreeing());
    Measure.put(node, "top1", decisions.top1());
    Measure.put(node, "top5", decisions.top5());
    node.put("largestGap", decisions.largestGap());
    ArrayNode flips = node.putArray("flips");
    for (Flip flip : decisions.flips()) {
      flips
          .addObject()
          .put("sample", flip.sample())
          .put("row", flip.position())
          .put("expected", flip.expected())
          .put("actual", flip.actual())
          .put("gap", flip.gap());
    }
    LabelMetrics labels = decisions.labels();
    if (labels.count() == 0) {
      node.putNull("labels");
      return;
    }
    ObjectNode right = node.putObject("labels").put("count", labels.count());
    Measure.put(right, "referenceAccuracy", labels.expectedAccuracy());
    Measure.put(right, "accuracy", labels.actualAccuracy());
  }

  @Override
  public List<Block> blocks() {
    List<String> lines = new ArrayList<>();
    for (OutputMetrics output : report.outputs()) {
      lines.add("Output " + output.name() + " " + output.shape());
      lines.add("  errors    " + ErrorNumbers.text(output.errors()));
      if (!output.real()) {
        lines.add("  integers  " + equality(output));
      }
      output
          .worstSlice()
          .ifPresent(worst -> lines.add("  columns   " + ChannelNumbers.worst(output, worst)));
      if (output.decisions() != null) {
        addDecisions(lines, output.decisions());
      }
    }
    return List.of(Block.text(lines.toArray(String[]::new)));
  }

  /** How many cells of an output of integers are as expected. */
  static String equality(OutputMetrics output) {
    return output.equal()
        + " of "
        + output.errors().cells()
        + " of '"
        + output.name()
        + "' are equal, largest difference "
        + Measure.brief(output.errors().maxAbs());
  }

  private static void addDecisions(List<String> lines, DecisionMetrics decisions) {
    String top5 =
        decisions.top5().isPresent()
            ? "; expected one in top-5: " + decisions.agreeingInTop5()
            : "";
    lines.add("  decisions " + decisions.agreeing() + " of " + decisions.count() + " agree" + top5);
    LabelMetrics labels = decisions.labels();
    if (labels.count() > 0) {
      lines.add(
          "  labels    reference right in "
              + labels.expectedRight()
              + ", integers in "
              + labels.actualRight()
              + " of "
              + labels.count());
    }
    long flips = decisions.count() - decisions.agreeing();
    decisions.flips().stream()
        .limit(FLIPS_IN_TEXT)
        .map(OutputAccuracySection::text)
        .forEach(lines::add);
    if (flips > FLIPS_IN_TEXT) {
      lines.add(
          "            "
              + (flips - FLIPS_IN_TEXT)
              + " more; the clearest by "
              + Measure.brief(decisions.largestGap()));
    }
  }

  private static String text(Flip flip) {
    return "  flipped   sample "
        + flip.sample()
        + (flip.position() > 0 ? ", row " + flip.position() : "")
        + ": expected "
        + flip.expected()
        + ", got "
        + flip.actual()
        + "; expected values differ by "
        + Measure.brief(flip.gap());
  }
}
