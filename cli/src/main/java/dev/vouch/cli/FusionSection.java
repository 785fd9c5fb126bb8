package dev.vouch.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.program.NodeRef;
import dev.vouch.circuits.program.Origin;
import dev.vouch.circuits.report.AccuracyReport;
import java.util.ArrayList;
import java.util.List;

/** Which nodes are computed together, and which have no integers of their own. */
record FusionSection(AccuracyReport report) implements Section {
  @Override
  public void put(ObjectNode root) {
    root.put("views", report.views());
    report.fused().forEach(root.putArray("fusedValues")::add);
    ArrayNode fusions = root.putArray("fusions");
    for (Origin fusion : report.fusions()) {
      fusion.nodes().stream().map(NodeRef::name).forEach(fusions.addArray()::add);
    }
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Nodes that are computed together; not in the tables above: "
            + counted(
                report.views(), "value that rearranges another", "values that rearrange others")
            + ", "
            + counted(report.fused().size(), "inside a group", "inside groups"));
    if (report.fusions().isEmpty()) {
      lines.add("  none");
    }
    report.fusions().forEach(fusion -> lines.add("  " + fusion));
    return lines;
  }

  private static String counted(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }
}
