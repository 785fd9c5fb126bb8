package dev.vouch.verifier.tampering;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.verifier.testing.Vectors;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The section of the page on provers that lie. */
final class CheatingProvers {
  private CheatingProvers() {}

  /**
   * Writes it.
   *
   * @param tests of cheating provers
   * @param witnesses what the native prover proved without checking; may be missing
   */
  static void write(MarkdownPage page, JsonNode tests, JsonNode witnesses) {
    page.title("Provers that cheat");
    page.lines(
        """
        Whole proofs by provers that lie and then go on as honest ones do, made by the executable specification
        (`spec/reference/attacks`), refused by it and by the verifier for the same reason.
        """);
    page.header(0, "vectors", "proofs", "refused by");
    for (String file : List.of("false_dishonest", "false_edited", "forced")) {
      JsonNode entries = Vectors.read(file + ".json");
      Map<String, Long> checks = new TreeMap<>();
      entries.forEach(entry -> checks.merge(entry.get("expected").textValue(), 1L, Long::sum));
      page.row("`" + file + ".json`", entries.size(), MarkdownPage.counts(checks));
    }
    page.lines(
        "\nThose that deviate in one stage and are honest in all others, `false_stages.json`:\n");
    page.header(0, "stage", "cheat", "refused by");
    for (JsonNode entry : Vectors.read("false_stages.json")) {
      String expected = entry.get("expected").textValue();
      page.row(
          entry.get("stage").textValue(),
          entry.get("name").textValue(),
          expected.equals(Attempt.ACCEPTED) ? "accepted: nothing false is said" : expected);
    }
    page.lines("");
    page.tests("cheat", tests);
    falseWitnesses(page, witnesses);
  }

  private static void falseWitnesses(MarkdownPage page, JsonNode results) {
    Map<String, Long> outcomes = new TreeMap<>();
    for (JsonNode row : results.path("rows")) {
      row.properties()
          .forEach(e -> outcomes.merge(e.getKey(), e.getValue().longValue(), Long::sum));
    }
    if (outcomes.isEmpty()) {
      return;
    }
    page.lines(
        """

        One to three cells of the witness of every form of an operator are changed, and proven by the native prover
        that does not look.
        """);
    page.provenance(results);
    page.lines("");
    page.header(0, "false proofs", "operators", "refused by", "accepted");
    long proofs = outcomes.values().stream().mapToLong(count -> count).sum();
    long accepted = outcomes.getOrDefault(Attempt.ACCEPTED, 0L);
    outcomes.remove(Attempt.ACCEPTED);
    page.row(proofs, results.get("rows").size(), MarkdownPage.counts(outcomes), accepted);
  }
}
