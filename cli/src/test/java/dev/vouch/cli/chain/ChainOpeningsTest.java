package dev.vouch.cli.chain;

import static dev.vouch.cli.chain.ThreeLayers.WIDTH;
import static dev.vouch.cli.chain.ThreeLayers.requireFailure;
import static dev.vouch.cli.chain.ThreeLayers.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.Cli;
import dev.vouch.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one proof of a chain commits to is shown row by row. */
class ChainOpeningsTest {
  @TempDir private static Path shared;
  @TempDir private Path folder;

  private static ChainOfRows chain;

  @BeforeAll
  static void split() throws IOException {
    chain = ChainOfRows.in(shared);
  }

  private String out(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void aRowOfOneProofIsShown() throws Exception {
    run(
        "prove",
        chain.model(),
        "--input",
        chain.table(),
        "--sample",
        "1",
        "--openings",
        out("x.openings"),
        "-o",
        out("x.proof"));
    run("reveal", out("x.openings"), "--tensor", "y", "--row", "5", "-o", out("y5.json"));
    JsonNode verdict = run("verify", chain.key(), out("x.proof"), "--opening", out("y5.json"));
    JsonNode opened = verdict.get("opened").get(0);
    assertThat(opened.at("/tensor/y/integers")).isEqualTo(chain.expected(5));
    assertThat(opened.get("rowsProven").asBoolean()).isFalse();
    assertThat(verdict.at("/outputs/y/integers").isMissingNode()).isTrue();
    assertThat(verdict.get("checked").toString()).contains("openings", "2 links");
    assertThat(Cli.run("verify", chain.key(), out("x.proof"), "--opening", out("y5.json")).out())
        .contains("accepted: these models, one after the other")
        .contains("opened    row 5 of output y ");
    ObjectNode changed =
        (ObjectNode) new ObjectMapper().readTree(folder.resolve("y5.json").toFile());
    changed.put("rows", "6");
    Files.writeString(folder.resolve("y6.json"), changed.toString());
    requireFailure(
        ExitCode.REJECTED,
        "OPENING",
        "row 6 of output 'y'",
        "verify",
        chain.key(),
        out("x.proof"),
        "--opening",
        out("y6.json"));
    changed.put("tensor", "a1");
    Files.writeString(folder.resolve("a1.json"), changed.toString());
    requireFailure(
        ExitCode.REJECTED,
        "OPENING_TENSOR",
        "hidden are [x, y]",
        "verify",
        chain.key(),
        out("x.proof"),
        "--opening",
        out("a1.json"));
  }

  /** Of sample 1 of the committed rows, with boundaries. */
  private void proveCommitted(String... more) throws Exception {
    Stream<String> words =
        Stream.of(
            "prove",
            chain.model(),
            "--committed",
            out("d.openings"),
            "--sample",
            "1",
            "--boundaries",
            out("b"));
    run(Stream.concat(words, Stream.of(more)).toArray(String[]::new));
  }

  /** Also of a part that is proven on its own. */
  @Test
  void aPartKeepsOpeningsOfItsOwn() throws Exception {
    run("commit", chain.table(), "--key", chain.key(), "-o", out("d.commitment"));
    proveCommitted();
    for (int part = 0; part < 3; part++) {
      proveCommitted(
          "--part", "" + part, "--openings", out(part + ".openings"), "-o", out(part + ".proof"));
    }
    run("join", chain.key(), out("0.proof"), out("1.proof"), out("2.proof"), "-o", out("x.proof"));
    run(
        "reveal",
        out("2.openings"),
        "--tensor",
        "y",
        "--role",
        "output",
        "--row",
        "6",
        "-o",
        out("y.json"));
    run("reveal", out("d.openings"), "--tensor", "x", "--row", "6", "-o", out("x.json"));
    JsonNode opened =
        run(
                "verify",
                chain.key(),
                out("x.proof"),
                "--opening",
                out("y.json"),
                "--opening",
                out("x.json"))
            .get("opened");
    assertThat(opened.at("/0/tensor/y/integers")).isEqualTo(chain.expected(6));
    assertThat(opened.at("/1/tensor/x/integers")).hasSize(WIDTH);
    requireFailure(
        ExitCode.USAGE,
        "USAGE",
        "nothing is proven without --part",
        "prove",
        chain.model(),
        "--input",
        chain.table(),
        "--boundaries",
        out("c"),
        "--openings",
        out("o"));
  }
}
