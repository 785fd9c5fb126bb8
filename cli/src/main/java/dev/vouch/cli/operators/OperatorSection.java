package dev.vouch.cli.operators;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.catalogue.OperatorFacts;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** All that is said of one operator. */
record OperatorSection(OperatorFacts facts) implements Section {
  @Override
  public void put(ObjectNode root) {
    put(root, facts);
  }

  /** Puts the facts of an operator; those that are not known are null. */
  static void put(ObjectNode node, OperatorFacts facts) {
    node.put("operator", facts.name())
        .put("sinceOpset", facts.sinceOpset())
        .put("inCircuits", facts.inCircuits());
    ArrayNode opsets = node.putArray("testedOpsets");
    facts.testedOpsets().forEach(opsets::add);
    putText(node, "lookupsPerElement", facts.lookups());
    putText(node, "restrictions", facts.restrictions());
  }

  private static void putText(ObjectNode node, String name, String text) {
    if (text.isEmpty()) {
      node.putNull(name);
    } else {
      node.put(name, text);
    }
  }

  /** The opsets in words. */
  static String opsets(OperatorFacts facts) {
    return facts.sinceOpset() == 1 ? "all" : "from " + facts.sinceOpset();
  }

  @Override
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(Block.row("operator", facts.name()));
    String tested =
        facts.testedOpsets().stream().map(String::valueOf).collect(Collectors.joining(" "));
    blocks.add(
        Block.row("opsets", opsets(facts) + (tested.isEmpty() ? "" : "; forms tested: " + tested)));
    blocks.add(
        Block.row(
            "input",
            facts.inCircuits()
                ? "may depend on the model's input"
                : "constants only: it is computed when the model is read"));
    if (!facts.lookups().isEmpty()) {
      blocks.add(Block.row("lookups", facts.lookups() + " for each element of the results"));
    }
    blocks.add(
        Block.row(
            "restricted", facts.restrictions().isEmpty() ? "not at all" : facts.restrictions()));
    return blocks;
  }
}
