package dev.vouch.verifier.tampering;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vouch.verifier.testing.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Writes docs/attacks.md from what is kept of campaigns (docs/attacks) and from the vectors of
 * false proofs. Run from the verifier's folder: {@code AttackPage} prints nothing and writes the
 * page.
 */
public final class AttackPage {
  static final Path PAGE = Path.of("..", "docs", "attacks.md");
  private static final Path KEPT = Path.of("..", "docs", "attacks");
  private static final Path FUZZING = Path.of("..", "docs", "figures", "fuzzing.tsv");

  private final StringBuilder out = new StringBuilder();

  private AttackPage() {}

  public static void main(String[] arguments) throws IOException {
    Files.writeString(PAGE, text());
  }

  /** The page. */
  static String text() throws IOException {
    AttackPage page = new AttackPage();
    page.head();
    page.tampering();
    page.provers();
    page.witnesses();
    page.keys();
    page.fuzzing();
    page.findings();
    return page.out.toString();
  }

  /** A kept file; missing where it is not there. */
  static JsonNode kept(String file) throws IOException {
    Path path = KEPT.resolve(file);
    return Files.exists(path)
        ? new ObjectMapper().readTree(path.toFile())
        : new ObjectMapper().missingNode();
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private void title(String text) {
    out.append("\n## ").append(text).append('\n');
  }

  private void row(Object... cells) {
    List<String> texts = new ArrayList<>();
    for (Object cell : cells) {
      texts.add(String.valueOf(cell));
    }
    line("| " + String.join(" | ", texts) + " |");
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value).replace(',', ' ');
  }

  private void head() {
    line("# Attacks: what was tried, and which check stopped it");
    line("");
    line(
        "This page is written by a program from the results of campaigns that are kept beside it in");
    line(
        "`docs/attacks` and from the test vectors of false proofs ([CONTRIBUTING](../CONTRIBUTING.md) has");
    line(
        "the commands). The names of checks are those of protocol.md §11, rule 35; MALFORMED is the");
    line("reader's. Tests are named by class; the build fails where one is missing.");
  }

  private void tampering() throws IOException {
    JsonNode results = kept("tampering.json");
    title("Tampered proofs");
    line(
        "True proofs of the specification's networks (`spec/vectors/net_*.json`), plain and compact, of");
    line(
        "today's version and of version 2, are changed and verified: mostly alone, some between two true");
    line(
        "ones in a batch, some with their key's certificate on several threads. Attempt i follows from");
    line("the seed and i. A change that says the same as a true proof is drawn anew.");
    line("");
    Map<String, Map<String, Long>> rows = rows(results);
    long changes = rows.values().stream().mapToLong(AttackPage::changes).sum();
    long accepted = rows.values().stream().mapToLong(row -> row.getOrDefault("ACCEPTED", 0L)).sum();
    line(
        String.format(
            Locale.ROOT,
            "**%s tampered proofs, %d accepted, %d ended otherwise than refused.**",
            number(changes),
            accepted,
            results.path("failures").size() - accepted));
    double seconds = results.path("seconds").doubleValue();
    line(
        String.format(
            Locale.ROOT,
            "Seed %d, %s, commit %s.",
            results.path("seed").longValue(),
            results.path("date").textValue(),
            results.path("commit").textValue()));
    line(
        String.format(
            Locale.ROOT,
            "One thread of %s, Java %s, a heap of %s MB; %.0f a second, the slowest took %d ms.",
            results.path("processor").textValue(),
            results.path("java").textValue(),
            results.path("heapMegabytes").textValue(),
            results.path("attempts").longValue() / Math.max(1, seconds),
            results.path("slowestMillis").longValue()));
    table(
        rows,
        Job.MESSAGES,
        "An element of the messages becomes another of its kind: a point, a scalar below the order");
    table(
        rows,
        Job.STATEMENT,
        "The statement becomes another one that is valid; the key's id in the proof fits");
    table(rows, Job.FILES, "Anything may happen to the file");
  }

  private static Map<String, Map<String, Long>> rows(JsonNode results) {
    Map<String, Map<String, Long>> rows = new TreeMap<>();
    results
        .path("rows")
        .properties()
        .forEach(
            row -> {
              Map<String, Long> outcomes = new TreeMap<>();
              row.getValue()
                  .properties()
                  .forEach(e -> outcomes.put(e.getKey(), e.getValue().longValue()));
              rows.put(row.getKey(), outcomes);
            });
    return rows;
  }

  private static long changes(Map<String, Long> outcomes) {
    return outcomes.entrySet().stream()
        .filter(e -> !e.getKey().equals(Results.UNCHANGED))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private void table(Map<String, Map<String, Long>> all, String group, String caption) {
    Map<String, Map<String, Long>> rows = new TreeMap<>();
    all.forEach(
        (name, outcomes) -> {
          if (name.startsWith(group + ", ")) {
            rows.put(name.substring(group.length() + 2), outcomes);
          }
        });
    TreeSet<String> checks = new TreeSet<>();
    rows.values().forEach(outcomes -> checks.addAll(outcomes.keySet()));
    checks.remove(Results.UNCHANGED);
    checks.remove(Attempt.ACCEPTED);
    line("");
    line("### " + caption);
    List<Object> header = new ArrayList<>(List.of(group + ": changed", "attempts"));
    header.addAll(checks);
    header.add("accepted");
    row(header.toArray());
    line("|---|" + "--:|".repeat(header.size() - 1));
    rows.forEach(
        (name, outcomes) -> {
          List<Object> cells = new ArrayList<>(List.of(name, number(changes(outcomes))));
          checks.forEach(check -> cells.add(number(outcomes.getOrDefault(check, 0L))));
          cells.add(number(outcomes.getOrDefault(Attempt.ACCEPTED, 0L)));
          row(cells.toArray());
        });
  }

  private void provers() throws IOException {
    title("Provers that cheat");
    line(
        "Whole proofs by provers that lie and then go on as honest ones do, made by the executable");
    line(
        "specification (`spec/reference/attacks`), refused by it and by the verifier for the same reason.");
    line("");
    row("vectors", "proofs", "refused by");
    line("|---|--:|---|");
    for (String file : List.of("false_dishonest", "false_edited", "forced")) {
      JsonNode entries = Vectors.read(file + ".json");
      row("`" + file + ".json`", entries.size(), byCheck(entries));
    }
    line("");
    line("Those that deviate in one stage and are honest in all others, `false_stages.json`:");
    line("");
    row("stage", "cheat", "refused by");
    line("|---|---|---|");
    for (JsonNode entry : Vectors.read("false_stages.json")) {
      String expected = entry.get("expected").textValue();
      row(
          entry.get("stage").textValue(),
          entry.get("name").textValue(),
          expected.equals(Attempt.ACCEPTED) ? "accepted: nothing false is said" : expected);
    }
    line("");
    tests("cheat", kept("tests.json").path("provers"));
  }

  private static String byCheck(JsonNode entries) {
    Map<String, Long> counts =
        StreamSupport.stream(entries.spliterator(), false)
            .collect(
                Collectors.groupingBy(
                    entry -> entry.get("expected").textValue(),
                    TreeMap::new,
                    Collectors.counting()));
    return counts.entrySet().stream()
        .map(e -> e.getKey() + " " + number(e.getValue()))
        .collect(Collectors.joining(", "));
  }

  private void tests(String what, JsonNode rows) {
    row(what, "test");
    line("|---|---|");
    rows.forEach(row -> row(row.get("what").textValue(), names(row.get("tests"))));
  }

  private static String names(JsonNode tests) {
    return StreamSupport.stream(tests.spliterator(), false)
        .map(test -> "`" + test.textValue() + "`")
        .collect(Collectors.joining(", "));
  }

  private void witnesses() throws IOException {
    title("Other witnesses");
    line(
        "A circuit's assertions must have one solution for each input. *Repair* changes a cell and solves");
    line(
        "what is broken for other cells, as deep as it may; its control leaves out one assertion.");
    line("");
    tests("search", kept("tests.json").path("witnesses"));
    JsonNode repair = kept("repair.json");
    if (repair.isMissingNode()) {
      return;
    }
    line("");
    provenance(repair);
    line("");
    row("models", "evaluations", "second solutions", "controls", "found by them");
    line("|---|--:|--:|--:|--:|");
    row(
        number(sum(repair, "number")) + " forms of " + repair.get("rows").size() + " operators",
        number(sum(repair, "evaluations")),
        number(sum(repair, "solutions")),
        number(sum(repair, "controls")),
        number(sum(repair, "found")));
  }

  private static long sum(JsonNode results, String field) {
    long sum = 0;
    for (JsonNode row : results.get("rows")) {
      sum += row.get(field).longValue();
    }
    return sum;
  }

  private void provenance(JsonNode results) {
    line(
        String.format(
            Locale.ROOT,
            "Seed %d, %s, commit %s, on %s.",
            results.path("seed").longValue(),
            results.path("date").textValue(),
            results.path("commit").textValue(),
            results.path("processor").textValue()));
  }

  private void keys() throws IOException {
    title("Hostile keys");
    tests("key", kept("tests.json").path("keys"));
  }

  private void fuzzing() throws IOException {
    title("Parsers under fuzzing");
    tests("parser", kept("tests.json").path("parsers"));
    if (!Files.exists(FUZZING)) {
      return;
    }
    line("");
    line(
        "Guided by coverage, with seeds and corpora that are kept (`bench/scripts/fuzz/campaign.py`):");
    line("");
    row("target", "date", "seed", "seconds", "inputs", "edges", "inputs kept", "findings");
    line("|---|---|--:|--:|--:|--:|--:|--:|");
    List<String> lines = Files.readAllLines(FUZZING);
    for (String fields : lines.subList(1, lines.size())) {
      row((Object[]) fields.split("\t", -1));
    }
  }

  private void findings() throws IOException {
    title("What an earlier attack found, and what holds it now");
    row("", "finding", "test");
    line("|---|---|---|");
    for (JsonNode row : kept("tests.json").get("findings")) {
      row(row.get("name").textValue(), row.get("what").textValue(), names(row.get("tests")));
    }
  }
}
