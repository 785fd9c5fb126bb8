package dev.vouch.verifier.tampering;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The section of the page on the campaigns of tampered proofs. */
final class TamperedProofs {
  private final List<JsonNode> campaigns;

  /** Outcomes of a row by check; rows by group and name. */
  private final Map<String, Map<String, Long>> rows = new TreeMap<>();

  TamperedProofs(List<JsonNode> campaigns) {
    this.campaigns = List.copyOf(campaigns);
    for (JsonNode campaign : campaigns) {
      for (Map.Entry<String, JsonNode> row : campaign.get("rows").properties()) {
        Map<String, Long> outcomes = rows.computeIfAbsent(row.getKey(), name -> new TreeMap<>());
        row.getValue()
            .properties()
            .forEach(e -> outcomes.merge(e.getKey(), e.getValue().longValue(), Long::sum));
        outcomes.remove(Results.UNCHANGED);
      }
    }
  }

  void write(MarkdownPage page) {
    page.title("Tampered proofs");
    page.lines(
        """
        True proofs of the specification's networks (`spec/vectors/net_*.json`), plain and compact, of today's version
        and of version 2, are changed and verified: mostly alone, some between two true ones in a batch, some with their
        key's certificate on several threads. Attempt i of a campaign follows from its seed and i. A change that says
        the same as a true proof is drawn anew.
        """);
    long changes = rows.values().stream().mapToLong(TamperedProofs::sum).sum();
    long accepted = rows.values().stream().mapToLong(TamperedProofs::accepted).sum();
    page.lines(
        String.format(
            Locale.ROOT,
            "**%s tampered proofs, %d accepted, %d ended otherwise than refused.**",
            MarkdownPage.number(changes),
            accepted,
            campaigns.stream().mapToLong(campaign -> campaign.get("failures").size()).sum()
                - accepted));
    for (JsonNode campaign : campaigns) {
      page.lines("");
      page.provenance(campaign);
      page.lines(
          String.format(
              Locale.ROOT,
              "%s attempts, one thread of Java %s, a heap of %s MB; %.0f a second, the slowest %d ms.",
              MarkdownPage.number(campaign.get("attempts").longValue()),
              campaign.get("java").textValue(),
              campaign.get("heapMegabytes").textValue(),
              campaign.get("attempts").longValue() / campaign.get("seconds").doubleValue(),
              campaign.get("slowestMillis").longValue()));
    }
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
