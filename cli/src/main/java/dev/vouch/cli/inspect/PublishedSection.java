package dev.vouch.cli.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.TextTable;
import java.util.ArrayList;
import java.util.List;

/** Which published numbers depend on weights or calibration data. */
record PublishedSection(List<PublishedNumber> numbers) implements Section {
  PublishedSection {
    numbers = List.copyOf(numbers);
  }

  @Override
  public void put(ObjectNode root) {
    ArrayNode array = root.putArray("published");
    numbers.forEach(number -> number.put(array.addObject()));
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Published numbers that derive from weights or calibration data (docs/threat-model.md)");
    TextTable table = new TextTable("name", "what", "from", "values");
    numbers.forEach(number -> number.row(table));
    lines.addAll(table.lines());
    return lines;
  }
}
