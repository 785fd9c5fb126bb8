package dev.vouch.cli.inspect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.report.TextTable;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A number that whoever has the file sees and that was not fixed by the architecture alone.
 *
 * @param name of the tensor or table
 * @param what it says
 * @param from what it was derived from
 * @param values by name
 */
record PublishedNumber(String name, String what, String from, Map<String, Long> values) {
  PublishedNumber {
    values = new TreeMap<>(values);
  }

  void put(ObjectNode node) {
    node.put("name", name).put("what", what).put("from", from);
    ObjectNode target = node.putObject("values");
    values.forEach(target::put);
  }

  void row(TextTable table) {
    String numbers =
        values.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    table.row(name, what, from, numbers);
  }
}
