package dev.vouch.verifier.tampering;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The section of the page on the campaign of tampered proofs. */
final class TamperedProofs {
  private final JsonNode results;

  /** Outcomes of a row by check; rows by group and name. */
  private final Map<String, Map<String, Long>> rows = new TreeMap<>();

  TamperedProofs(JsonNode results) {
    this.results = results;
    for (Map.Entry<String, JsonNode> row : results.path("rows").properties()) {
      Map<String, Long> outcomes = new TreeMap<>();
      row.getValue().properties().forEach(e -> outcomes.put(e.getKey(), e.getValue().longValue()));
      outcomes.remove(Results.UNCHANGED);
      rows.put(row.getKey(), outcomes);
    }
  }

  void write(MarkdownPage page) {
    page.title("Tampered proofs");
    page.lines(
        """
        True proofs of the specification's networks (`spec/vectors/net_*.json`), plain and compact, of today's version
        and of version 2, are changed and verified: mostly alone, some between two true ones in a batch, some with their
        key's certificate on several threads. Attempt i follows from the seed and i. A change that says the same as a
        true proof is drawn anew.
        """);
    long changes = rows.values().stream().mapToLong(TamperedProofs::sum).sum();
    long accepted = rows.values().stream().mapToLong(TamperedProofs::accepted).sum();
    page.lines(
        String.format(
            Locale.ROOT,
            "**%s tampered proofs, %d accepted, %d ended otherwise than refused.**",
            MarkdownPage.number(changes),
            accepted,
            results.path("failures").size() - accepted));
    page.provenance(results);
    page.lines(
        String.format(
            Locale.ROOT,
            "One thread, Java %s, a heap of %s MB; %.0f a second, the slowest took %d ms.",
            results.path("java").textValue(),
            results.path("heapMegabytes").textValue(),
            results.path("attempts").longValue()
                / Math.max(1, results.path("seconds").doubleValue()),
            results.path("slowestMillis").longValue()));
    table(
        page,
        Job.MESSAGES,
        "An element of the messages becomes another of its kind: a point, a scalar below the order");
    table(page, Job.STATEMENT, "The statement becomes another valid one, whose id the proof has");
    table(page, Job.FILES, "Anything may happen to the file");
  }

  private static long sum(Map<String, Long> outcomes) {
    return outcomes.values().stream().mapToLong(count -> count).sum();
  }

  private static long accepted(Map<String, Long> outcomes) {
    return outcomes.getOrDefault(Attempt.ACCEPTED, 0L);
  }

  private void table(MarkdownPage page, String group, String caption) {
    Map<String, Map<String, Long>> mine = new TreeMap<>();
    TreeSet<String> checks = new TreeSet<>();
    rows.forEach(
        (name, outcomes) -> {
          if (name.startsWith(group + ", ")) {
            mine.put(name.substring(group.length() + 2), outcomes);
            checks.addAll(outcomes.keySet());
          }
        });
    checks.remove(Attempt.ACCEPTED);
    page.lines("\n### " + caption);
    List<Object> columns = new ArrayList<>(List.of(group + ": changed", "attempts"));
    columns.addAll(checks);
    columns.add("accepted");
    page.header(columns.size() - 1, columns.toArray());
    mine.forEach(
        (name, outcomes) -> {
          List<Object> cells = new ArrayList<>(List.of(name, sum(outcomes)));
          checks.forEach(check -> cells.add(outcomes.getOrDefault(check, 0L)));
          cells.add(accepted(outcomes));
          page.row(cells.toArray());
        });
  }
}
