package dev.vouch.cli.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.audit.AuditedNode;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.TextTable;
import java.util.List;

/** The nodes of an audited network, in order, as far as they fit a page. */
record NodeSection(List<AuditedNode> nodes) implements Section {
  private static final int MOST_ROWS = 60;

  @Override
  public void put(ObjectNode root) {
    ArrayNode all = root.putArray("nodes");
    for (AuditedNode node : nodes) {
      ObjectNode fields = all.addObject();
      fields.put("operator", node.operator()).put("output", node.output());
      ArrayNode lengths = fields.putArray("shape");
      node.shape().forEach(lengths::add);
    }
  }

  @Override
  public List<Block> blocks() {
    TextTable table = new TextTable("operator", "result", "shape");
    nodes.stream()
        .limit(MOST_ROWS)
        .forEach(node -> table.row(node.operator(), node.output(), node.shape()));
    if (nodes.size() > MOST_ROWS) {
      table.note((nodes.size() - MOST_ROWS) + " more: --json lists all of them");
    }
    return List.of(Block.table("The network, as it was compiled", table));
  }
}
