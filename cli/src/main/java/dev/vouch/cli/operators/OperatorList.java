package dev.vouch.cli.operators;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.catalogue.OperatorFacts;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.TextTable;
import java.util.List;

/** The operators one below the other, first those that circuits can have. */
record OperatorList(List<OperatorFacts> all) implements Section {
  @Override
  public void put(ObjectNode root) {
    ArrayNode array = root.putArray("operators");
    all.forEach(facts -> OperatorSection.put(array.addObject(), facts));
  }

  @Override
  public List<Block> blocks() {
    TextTable table = new TextTable("operator", "opsets", "lookups", "restrictions");
    all.stream()
        .filter(OperatorFacts::inCircuits)
        .forEach(
            facts ->
                table.row(
                    facts.name(),
                    OperatorSection.opsets(facts),
                    facts.lookups().isEmpty() ? "-" : facts.lookups(),
                    facts.restrictions()));
    table.note("");
    table.note("lookups: of the circuit, for each element of the results");
    return List.of(
        Block.table("On values that depend on the model's input", table),
        Block.titled(
            "On constants only",
            all.stream().filter(facts -> !facts.inCircuits()).map(f -> "  " + f.name()).toList()));
  }
}
