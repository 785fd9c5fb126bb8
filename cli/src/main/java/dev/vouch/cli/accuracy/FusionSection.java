package dev.vouch.cli.accuracy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.circuits.integer.Origin;
import dev.vouch.circuits.report.AccuracyReport;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import java.util.ArrayList;
import java.util.List;

/** Which nodes are computed together, and which have no integers of their own. */
record FusionSection(AccuracyReport report) implements Section {
  @Override
  public void put(ObjectNode root) {
    root.put("removedNodes", report.removed()).put("views", report.views());
    report.fused().forEach(root.putArray("fusedValues")::add);
    ArrayNode fusions = root.putArray("fusions");
    for (Origin fusion : report.fusions()) {
      fusion.nodes().stream().map(NodeRef::name).forEach(fusions.addArray()::add);
    }
  }

  @Override
  public List<Block> blocks() {
    List<String> lines = new ArrayList<>();
    if (report.fusions().isEmpty()) {
      lines.add("  none");
    }
    report.fusions().forEach(fusion -> lines.add("  " + fusion));
    lines.add(
        "  not in the tables: "
            + counted(report.views(), "view of another value", "views of other values")
            + ", "
            + counted(report.fused().size(), "value inside a group", "values inside groups")
            + ", "
            + counted(report.removed(), "node", "nodes")
            + " folded into constants or not needed");
    return List.of(Block.titled("Nodes that are computed together", lines));
  }

  private static String counted(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }
}
