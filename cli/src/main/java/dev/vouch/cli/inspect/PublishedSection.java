package dev.vouch.cli.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.facts.PublishedNumber;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.TextTable;
import java.util.List;
import java.util.stream.Collectors;

/** Which published numbers depend on weights or calibration data. */
record PublishedSection(List<PublishedNumber> numbers) implements Section {
  private static final int MOST_SCALES_IN_TEXT = 20;

  PublishedSection {
    numbers = List.copyOf(numbers);
  }

  @Override
  public void put(ObjectNode root) {
    ArrayNode array = root.putArray("published");
    numbers.forEach(number -> put(array.addObject(), number));
  }

  private static void put(ObjectNode node, PublishedNumber number) {
    node.put("name", number.name()).put("what", number.what()).put("from", number.from());
    ObjectNode values = node.putObject("values");
    number.values().forEach(values::put);
    if (!number.scaleExponents().isEmpty()) {
      ArrayNode exponents = values.putArray("scaleExponents");
      number.scaleExponents().forEach(exponents::add);
    }
  }

  @Override
  public List<Block> blocks() {
    TextTable table = new TextTable("name", "what", "from", "values");
    numbers.forEach(number -> row(table, number));
    return List.of(
        Block.table(
            "Published numbers that derive from weights or calibration data (docs/threat-model.md)",
            table));
  }

  private static void row(TextTable table, PublishedNumber number) {
    String values =
        number.values().entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    table.row(number.name(), number.what(), number.from(), values + text(number.scaleExponents()));
  }

  private static String text(List<Integer> scaleExponents) {
    if (scaleExponents.isEmpty()) {
      return "";
    }
    String first =
        scaleExponents.stream()
            .limit(MOST_SCALES_IN_TEXT)
            .map(String::valueOf)
            .collect(Collectors.joining(" "));
    String rest =
        scaleExponents.size() > MOST_SCALES_IN_TEXT ? " … (" + scaleExponents.size() + ")" : "";
    return ", scaleExponents " + first + rest;
  }
}
