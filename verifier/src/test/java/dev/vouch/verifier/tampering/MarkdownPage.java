package dev.vouch.verifier.tampering;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A page of text and tables while it is written. */
final class MarkdownPage {
  private final StringBuilder out = new StringBuilder();

  /** Lines as they are. */
  void lines(String text) {
    out.append(text).append('\n');
  }

  void title(String text) {
    out.append("\n## ").append(text).append('\n');
  }

  /**
   * The head of a table.
   *
   * @param numbers how many of the last columns are numbers
   */
  void header(int numbers, Object... columns) {
    row(columns);
    lines("|---".repeat(columns.length - numbers) + "|--:".repeat(numbers) + "|");
  }

  void row(Object... cells) {
    List<String> texts = new ArrayList<>();
    for (Object cell : cells) {
      texts.add(cell instanceof Long number ? number(number) : String.valueOf(cell));
    }
    lines("| " + String.join(" | ", texts) + " |");
  }

  /** Digits in groups of three. */
  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value).replace(',', ' ');
  }

  /** "CHECK 3, OTHER 4" */
  static String counts(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(e -> e.getKey() + " " + number(e.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** A table of what is tried and the tests that do. */
  void tests(String what, JsonNode rows) {
    header(0, what, "test");
    rows.forEach(row -> row(row.get("what").textValue(), names(row.get("tests"))));
  }

  static String names(JsonNode tests) {
    return StreamSupport.stream(tests.spliterator(), false)
        .map(test -> "`" + test.textValue() + "`")
        .collect(Collectors.joining(", "));
  }

  /** When and with what results were made. */
  void provenance(JsonNode results) {
    lines(
        String.format(
            Locale.ROOT,
            "Seed %d, %s, commit %s, on %s.",
            results.path("seed").longValue(),
            results.path("date").textValue(),
            results.path("commit").textValue(),
            results.path("processor").textValue()));
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
