package dev.vouch.cli.chain;

import static dev.vouch.cli.chain.ChainOfRows.BATCH;
import static dev.vouch.cli.chain.ChainOfRows.ROWS;
import static dev.vouch.cli.chain.ThreeLayers.WIDTH;
import static dev.vouch.cli.chain.ThreeLayers.requireFailure;
import static dev.vouch.cli.chain.ThreeLayers.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of many rows and of committed data is said of a chain too. */
class ChainDataTest {
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
  void rowsAreProvenBatchByBatch() throws Exception {
    String proofs = out("rows.proofs");
    JsonNode made =
        run(
            "prove",
            chain.model(),
            "--input",
            chain.table(),
            "--all",
            "--compact",
            "--context",
            "run 3",
            "--openings",
            out("all.openings"),
            "-o",
            proofs);
    JsonNode inspected = run("inspect", chain.key());
    assertThat(inspected.at("/rowIndependence/answer").asText()).isEqualTo("independent");
    String id = inspected.get("chainId").asText();
    assertThat(made.get("chainId").asText()).isEqualTo(id);
    assertThat(made.at("/made/proofs").asInt()).isEqualTo(3);
    assertThat(run("inspect", proofs).get("claimedChainId").asText()).isEqualTo(id);
    run(
        "reveal",
        out("all.openings"),
        "--tensor",
        "y",
        "--rows",
        "0-9",
        "--sum",
        "-o",
        out("sum.json"));
    JsonNode verdict =
        run(
            "verify",
            chain.key(),
            proofs,
            "--context",
            "run 3",
            "--complete",
            "--model-id",
            id,
            "--opening",
            out("sum.json"));
    assertThat(verdict.get("accepted").asBoolean()).isTrue();
    assertThat(verdict.get("chainId").asText()).isEqualTo(id);
    assertThat(verdict.at("/rows/end").asInt()).isEqualTo(ROWS);
    assertThat(verdict.get("notChecked")).isEmpty();
    long[] sum = new long[WIDTH];
    for (int row = 0; row < ROWS; row++) {
      JsonNode own = chain.expected(row);
      Arrays.setAll(sum, cell -> sum[cell] + own.get(cell).asLong());
    }
    assertThat(verdict.at("/opened/0/tensor/y/integers").toString())
        .isEqualTo(Arrays.toString(sum).replace(" ", ""));
    requireFailure(
        ExitCode.REJECTED,
        "GROUP_EQUATIONS",
        "part 0",
        "verify",
        chain.key(),
        proofs,
        "--context",
        "run 4");
    requireFailure(
        ExitCode.REJECTED,
        "CHAIN_ID",
        "the key is of chain",
        "verify",
        chain.key(),
        proofs,
        "--context",
        "run 3",
        "--model-id",
        "ab".repeat(32));
    requireFailure(
        ExitCode.REJECTED,
        "CHAIN_ID",
        "rows 0 to 3",
        "verify",
        again(),
        proofs,
        "--context",
        "run 3");
  }

  /** The key of another chain of the same network. */
  private String again() throws IOException {
    return chain.split(folder, "again", "3", "--output-visibility", "private") + ".vk";
  }

  @Test
  void stoppedWorkGoesOn() throws Exception {
    String proofs = out("rows.proofs");
    List<String> words =
        List.of(
            "prove", chain.model(), "--input", chain.table(), "--openings", out("o"), "-o", proofs);
    run(with(words, "--samples", "0-3"));
    JsonNode made = run(with(words, "--all", "--resume"));
    assertThat(made.at("/made/rows").asInt()).isEqualTo(ROWS - BATCH);
    byte[] all = Files.readAllBytes(Path.of(proofs));
    Files.write(Path.of(proofs), Arrays.copyOf(all, all.length - 7)); // while the last was written
    made = run(with(words, "--all", "--resume"));
    assertThat(made.at("/made/rows").asInt()).isEqualTo(ROWS % BATCH);
    run("verify", chain.key(), proofs, "--complete");
    requireFailure(
        ExitCode.MALFORMED,
        "OTHER_WORK",
        "not accepted for this context",
        with(words, "--all", "--resume", "--context", "other"));
  }

  private static String[] with(List<String> words, String... more) {
    String[] all = Arrays.copyOf(words.toArray(String[]::new), words.size() + more.length);
    System.arraycopy(more, 0, all, words.size(), more.length);
    return all;
  }

  /** The owner's rows, proven of the chain and of the network in one piece, under one id. */
  @Test
  void committedDataAreTheOwners() throws Exception {
    String id =
        run("commit", chain.table(), "--key", chain.key(), "-o", out("d.commitment"))
            .get("dataId")
            .asText();
    for (String each : List.of(shared.resolve("m").toString(), chain.whole())) {
      run(
          "prove",
          each + ".vouch",
          "--committed",
          out("d.openings"),
          "--all",
          "-o",
          out("p.proofs"),
          "--force");
      JsonNode verdict =
          run("verify", each + ".vk", out("p.proofs"), "--complete", "--input-id", id);
      assertThat(verdict.get("dataId").asText()).isEqualTo(id);
      assertThat(verdict.get("checked").toString()).contains("data id as given");
    }
    run(
        "prove",
        chain.model(),
        "--committed",
        out("d.openings"),
        "--samples",
        "4-7",
        "-o",
        out("some.proofs"));
    run(
        "verify",
        chain.key(),
        out("some.proofs"),
        "--commitment",
        out("d.commitment"),
        "--input-id",
        id);
    String other =
        run(
                "commit",
                ChainOfRows.table(folder, "other.csv", 0.125),
                "--key",
                chain.key(),
                "-o",
                out("e.commitment"))
            .get("dataId")
            .asText();
    run("prove", chain.model(), "--committed", out("d.openings"), "--all", "-o", out("m.proofs"));
    requireFailure(
        ExitCode.REJECTED,
        "INPUT_ID",
        other,
        "verify",
        chain.key(),
        out("m.proofs"),
        "--input-id",
        other);
    requireFailure(
        ExitCode.REJECTED,
        "OTHER_DATA",
        "row 4 of input 'x'",
        "verify",
        chain.key(),
        out("some.proofs"),
        "--commitment",
        out("e.commitment"),
        "--input-id",
        other);
  }

  @Test
  void aProofOfCommittedRowsHasTheirId() throws Exception {
    String first = ChainOfRows.table(folder, "first.csv", 0);
    List<String> lines = Files.readAllLines(Path.of(first));
    Files.write(Path.of(first), lines.subList(0, BATCH + 1));
    String id =
        run("commit", first, "--key", chain.key(), "-o", out("d.commitment"))
            .get("dataId")
            .asText();
    run("prove", chain.model(), "--committed", out("d.openings"), "-o", out("x.proof"));
    assertThat(run("verify", chain.key(), out("x.proof"), "--input-id", id).get("dataId").asText())
        .isEqualTo(id);
    run("prove", chain.model(), "--input", first, "-o", out("y.proof"));
    requireFailure(
        ExitCode.REJECTED, "INPUT_ID", id, "verify", chain.key(), out("y.proof"), "--input-id", id);
    requireFailure(
        ExitCode.MALFORMED,
        "COMMITTED_INPUT",
        "committed to in another format",
        "prove",
        wide(),
        "--committed",
        out("d.openings"),
        "-o",
        out("z.proof"));
  }

  private String wide() throws IOException {
    return chain.split(folder, "wide", "2", "--bits", "8") + ".vouch";
  }
}
