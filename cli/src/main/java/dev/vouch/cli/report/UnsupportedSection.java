package dev.vouch.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.graph.UnsupportedModelException;
import java.util.ArrayList;
import java.util.List;

/** Everything that keeps a model from being compiled, one line or object a kind of problem. */
public final class UnsupportedSection implements Section {
  private final List<UnsupportedModelException.Group> groups;

  private UnsupportedSection(List<UnsupportedModelException.Group> groups) {
    this.groups = groups;
  }

  /** The problems that an exception of any command names; often none. */
  public static UnsupportedSection of(Throwable e) {
    return new UnsupportedSection(
        e instanceof UnsupportedModelException refused ? refused.groups() : List.of());
  }

  /** Puts the array {@code unsupported}, if there is a problem. */
  @Override
  public void put(ObjectNode root) {
    if (groups.isEmpty()) {
      return;
    }
    ArrayNode array = root.putArray("unsupported");
    for (UnsupportedModelException.Group group : groups) {
      ObjectNode node = array.addObject();
      if (group.operator().isEmpty()) {
        node.putNull("operator").putNull("opset");
      } else {
        node.put("operator", group.operator()).put("opset", group.opset());
      }
      ArrayNode places = node.putArray(group.operator().isEmpty() ? "places" : "nodes");
      group.places().forEach(places::add);
      node.put("count", group.places().size())
          .put("reason", group.reason())
          .put("help", group.help());
    }
  }

  /** One line a problem, with what would help. */
  @Override
  public List<Block> blocks() {
    List<String> lines = new ArrayList<>();
    for (UnsupportedModelException.Group group : groups) {
      lines.add("  " + group.text() + (group.help().isEmpty() ? "" : "; " + group.help()));
    }
    return lines.isEmpty() ? List.of() : List.of(Block.text(lines.toArray(String[]::new)));
  }
}
