package dev.vouch.verifier.tampering;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes docs/attacks.md from what is kept of campaigns (docs/attacks) and from the vectors of
 * false proofs. Run from the verifier's folder.
 */
public final class AttackPage {
  static final Path PAGE = Path.of("..", "docs", "attacks.md");
  private static final Path KEPT = Path.of("..", "docs", "attacks");
  private static final Path FUZZING = Path.of("..", "docs", "figures", "fuzzing.tsv");

  private AttackPage() {}

  public static void main(String[] arguments) throws IOException {
    Files.writeString(PAGE, text());
  }

  /** The page. */
  static String text() throws IOException {
    MarkdownPage page = new MarkdownPage();
    page.lines(
        """
        # Attacks: what was tried, and which check stopped it

        This page is written by a program from the results of campaigns that are kept beside it in `docs/attacks`, and
        from the test vectors of false proofs ([CONTRIBUTING](../CONTRIBUTING.md) has the commands). The names of checks
        are those of protocol.md §11, rule 35; MALFORMED is the reader's. Tests are named by class; the build fails
        where one is missing.""");
    JsonNode tests = kept("tests.json");
    new TamperedProofs(campaigns()).write(page);
    CheatingProvers.write(page, tests.get("provers"), kept("witnesses.json"));
    witnesses(page, tests.get("witnesses"), kept("repair.json"));
    page.title("Hostile keys");
    page.tests("key", tests.get("keys"));
    fuzzing(page, tests.get("parsers"));
    page.title("What an earlier attack found, and what holds it now");
    page.header(0, "", "finding", "test");
    for (JsonNode row : tests.get("findings")) {
      page.row(
          row.get("name").textValue(),
          row.get("what").textValue(),
          MarkdownPage.names(row.get("tests")));
    }
    return page.toString();
  }

  /** The kept campaigns of tampered proofs, by name. */
  static List<JsonNode> campaigns() throws IOException {
    List<JsonNode> campaigns = new ArrayList<>();
    try (Stream<Path> files = Files.list(KEPT.resolve("tampering"))) {
      for (Path file : files.sorted().toList()) {
        campaigns.add(new ObjectMapper().readTree(file.toFile()));
      }
    }
    return campaigns;
  }

  /** A kept file; missing where it is not there. */
  static JsonNode kept(String file) throws IOException {
    Path path = KEPT.resolve(file);
    return Files.exists(path)
        ? new ObjectMapper().readTree(path.toFile())
        : new ObjectMapper().missingNode();
  }

  private static void witnesses(MarkdownPage page, JsonNode tests, JsonNode repair) {
    page.title("Other witnesses");
    page.lines(
        """
        A circuit's assertions must have one solution for each input. *Repair* changes a cell and solves what is broken
        for other cells, as deep as it may; its control leaves out one assertion.
        """);
    page.tests("search", tests);
    page.lines("");
    page.provenance(repair);
    page.lines("");
    page.header(4, "models", "evaluations", "second solutions", "controls", "found by them");
    page.row(
        sum(repair, "number") + " forms of " + repair.get("rows").size() + " operators",
        sum(repair, "evaluations"),
        sum(repair, "solutions"),
        sum(repair, "controls"),
        sum(repair, "found"));
  }

  private static long sum(JsonNode results, String field) {
    long sum = 0;
    for (JsonNode row : results.get("rows")) {
      sum += row.get(field).longValue();
    }
    return sum;
  }

  private static void fuzzing(MarkdownPage page, JsonNode tests) throws IOException {
    page.title("Parsers under fuzzing");
    page.tests("parser", tests);
    if (!Files.exists(FUZZING)) {
      return;
    }
    page.lines(
        "\nGuided by coverage, with seeds and corpora that are kept (`bench/scripts/fuzz/campaign.py`):\n");
    page.header(
        6, "target", "date", "seed", "seconds", "inputs", "edges", "inputs kept", "findings");
    List<String> lines = Files.readAllLines(FUZZING);
    for (String fields : lines.subList(1, lines.size())) {
      page.row((Object[]) fields.split("\t", -1));
    }
  }
}
