package dev.vouch.cli.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Measure;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.TextTable;
import dev.vouch.cli.report.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** What other widths of activations would give and cost. */
final class WidthComparison {
  private static final List<Integer> WIDTHS = List.of(8, 12, 16);

  @Option(
      names = "--compare-bits",
      description =
          "Measure with 8, 12 and 16 bits, too, and show what each width gives and costs.")
  private boolean wanted;

  boolean wanted() {
    return wanted;
  }

  /** Measures with one width. */
  interface Measurement {
    WidthCost of(int bits) throws Exception;
  }

  /**
   * A line for each width, if that is wanted.
   *
   * @param chosen that of the model that is checked
   */
  Section compare(WidthCost chosen, Measurement measurement) throws Exception {
    if (!wanted) {
      return Section.ofText(List.of());
    }
    List<WidthCost> costs = new ArrayList<>();
    SortedSet<Integer> widths = new TreeSet<>(WIDTHS);
    widths.add(chosen.bits());
    for (int bits : widths) {
      costs.add(bits == chosen.bits() ? chosen : measurement.of(bits));
    }
    return new Compared(costs);
  }

  private record Compared(List<WidthCost> costs) implements Section {
    @Override
    public void put(ObjectNode root) {
      ArrayNode widths = root.putArray("widths");
      for (WidthCost cost : costs) {
        ObjectNode node = widths.addObject().put("bits", cost.bits());
        Measure.put(node, "relRms", cost.relRms());
        Measure.put(node, "maxAbs", cost.maxAbs());
        Measure.put(node, "top1", cost.top1());
        node.put("saturated", cost.saturated())
            .put("lookups", cost.facts().lookups())
            .put("committedCells", cost.facts().committedCells())
            .put("proofBytes", cost.proofBytes())
            .put("keyBytes", cost.keyBytes())
            .put("proveSeconds", cost.proveSeconds())
            .put("proveSecondsEstimated", cost.estimated());
      }
    }

    @Override
    public List<Block> blocks() {
      TextTable table =
          new TextTable(
              ">bits",
              ">rel rms",
              ">max abs",
              ">top1",
              ">saturated",
              ">lookups",
              ">cells",
              ">proof",
              ">key",
              ">prove");
      for (WidthCost cost : costs) {
        table.row(
            cost.bits(),
            Measure.brief(cost.relRms()),
            Measure.brief(cost.maxAbs()),
            cost.top1().isPresent() ? Measure.text("%.4f", cost.top1()) : "-",
            cost.saturated(),
            cost.facts().lookups(),
            cost.facts().committedCells(),
            Units.size(cost.proofBytes()),
            Units.size(cost.keyBytes()),
            (cost.estimated() ? "~" : "")
                + Units.time((long) (cost.proveSeconds() * Units.NANOS_PER_SECOND)));
      }
      if (costs.stream().anyMatch(WidthCost::estimated)) {
        table.note("~: an estimate, of one core; --prove K measures");
      }
      return List.of(Block.table("Widths of activations (--bits)", table));
    }
  }
}
