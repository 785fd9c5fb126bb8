package dev.vouch.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.rows.RowBatches;
import dev.vouch.circuits.rows.RowPorts;
import dev.vouch.circuits.rows.TensorRows;
import dev.vouch.cli.Cli;
import dev.vouch.cli.DataFixture;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.prover.ProveOptions;
import dev.vouch.prover.Prover;
import dev.vouch.prover.rows.ProvenRows;
import dev.vouch.prover.rows.RowProver;
import dev.vouch.prover.rows.RowSum;
import dev.vouch.verifier.commitment.TensorOpening;
import dev.vouch.verifier.rows.RowProof;
import dev.vouch.verifier.rows.RowProofReader;
import dev.vouch.verifier.rows.RowProofWriter;
import dev.vouch.verifier.rows.RowRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A score is what it says: each way of telling another one is stopped by the check named here. */
class ScoreProofTest {
  private static final int ROWS = 21;
  private static final int BATCH = 8;

  @TempDir private static Path shared;
  @TempDir private Path folder;

  private static final int[] LABELS = new Random(2).ints(ROWS, 0, 3).toArray();
  private static final double[] X = new Random(1).doubles(ROWS * 3, -1, 1).toArray();
  private static String model;
  private static String key;
  private static String proofs;
  private static String total;

  /** Three numbers a row are the scores of three classes; how many rows are right is proven. */
  @BeforeAll
  static void score() throws IOException {
    Path onnx = shared.resolve("m.onnx");
    Files.write(
        onnx,
        ModelBuilder.model()
            .input("x", DataType.FLOAT, "N", 3)
            .node("Relu", "x", "y")
            .output("y")
            .build()
            .toByteArray());
    model = onnx.toString();
    Path place = score("accuracy");
    key = place.resolve("score.vk").toString();
    proofs = place.resolve("score.proofs").toString();
    total = place.resolve("total.json").toString();
  }

  private static String rows(String name, int... labels) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < ROWS; row++) {
      text.append(row == 0 ? "[" : ",[");
      text.append(X[row * 3]).append(',').append(X[row * 3 + 1]);
      text.append(',').append(X[row * 3 + 2]).append(']');
    }
    String label = IntStream.of(labels).mapToObj(Integer::toString).toList().toString();
    return new DataFixture(shared).text(name, "{\"x\": [" + text + "], \"label\": " + label + "}");
  }

  private static Path score(String metric, String... more) throws IOException {
    Path place = shared.resolve(metric);
    List<String> words = new ArrayList<>(List.of("score", model, "--batch", "" + BATCH));
    words.addAll(List.of("--data", "x=" + only("x.json", "x"), "--metric", metric));
    words.addAll(List.of("--labels", only("y.json", "label"), "--threads", "2"));
    words.addAll(List.of("-o", place.toString()));
    words.addAll(List.of(more));
    Cli.Result scored = Cli.run(words.toArray(String[]::new));
    assertThat(scored.code()).as(scored.err()).isZero();
    return place;
  }

  private static String only(String name, String field) throws IOException {
    ObjectMapper json = new ObjectMapper();
    return new DataFixture(shared)
        .text(
            name, json.readTree(Path.of(rows("all.json", LABELS)).toFile()).get(field).toString());
  }

  /** The first of the greatest of a row's scores, of which the network makes 0 of what is less. */
  private static int best(int row) {
    int best = 0;
    for (int other = 1; other < 3; other++) {
      if (Math.max(0, X[row * 3 + other]) > Math.max(0, X[row * 3 + best])) {
        best = other;
      }
    }
    return best;
  }

  private static long correct(int... labels) {
    return IntStream.range(0, ROWS).filter(row -> best(row) == labels[row]).count();
  }

  private static Cli.Result verify(String of, String... more) {
    List<String> words = new ArrayList<>(List.of("verify", key, of));
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }

  private static void requireRejected(Cli.Result result, String reason) {
    assertThat(result.code()).as(result.out() + result.err()).isEqualTo(ExitCode.REJECTED);
    assertThat(result.out() + result.err()).contains(reason);
  }

  private static List<RowProof> records() throws Exception {
    List<RowProof> records = new ArrayList<>();
    try (RowProofReader in = RowProofReader.of(Files.newInputStream(Path.of(proofs)))) {
      for (RowProof proof = in.next(); proof != null; proof = in.next()) {
        records.add(proof);
      }
    }
    return records;
  }

  private String file(String name, List<RowProof> records) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelFile compiled = ModelFile.read(Path.of(proofs).resolveSibling("score.vouch"));
    out.write(RowProofWriter.header(compiled.key().modelId(), BATCH));
    for (RowProof record : records) {
      out.write(RowProofWriter.record(record));
    }
    Path file = folder.resolve(name);
    Files.write(file, out.toByteArray());
    return file.toString();
  }

  private String opening(TensorOpening opening) throws IOException {
    Path file = folder.resolve("other.json");
    Files.write(file, opening.encode());
    return file.toString();
  }

  private static TensorOpening total() throws Exception {
    return TensorOpening.parse(Files.readAllBytes(Path.of(total)));
  }

  @Test
  void theTotalIsWhatTheProofsSay() throws Exception {
    Cli.Result result = verify(proofs, "--complete", "--opening", total, "--json");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(total().values()).containsExactly(correct(LABELS));
    assertThat(result.out()).contains("\"integers\":[" + correct(LABELS) + "]");
  }

  @Test
  void anotherCount() throws Exception {
    TensorOpening more =
        new TensorOpening(
            "correct",
            total().role(),
            0,
            ROWS - 1,
            new long[] {correct(LABELS) + 1},
            total().blinders());
    requireRejected(verify(proofs, "--opening", opening(more)), "OPENING");
    TensorOpening beyond =
        new TensorOpening(
            "correct", total().role(), 0, ROWS - 1, new long[] {ROWS + 1}, total().blinders());
    requireRejected(verify(proofs, "--opening", opening(beyond)), "OPENING_VALUES");
  }

  @Test
  void anotherMetric() throws Exception {
    Path place = score("top-k", "--k", "2");
    requireRejected(verify(place.resolve("score.proofs").toString()), "MODEL_ID");
    requireRejected(
        verify(proofs, "--opening", place.resolve("total.json").toString()), "OPENING_TENSOR");
    Cli.Result audit =
        Cli.run(
            "audit", key, "--architecture", place.resolve("score.architecture.onnx").toString());
    assertThat(audit.code()).isEqualTo(ExitCode.REJECTED);
  }

  @Test
  void rowsLeftOut() throws Exception {
    List<RowProof> all = records();
    requireRejected(
        verify(file("gap.proofs", List.of(all.get(0), all.get(2))), "--opening", total),
        "ROWS_MISSING");
    String some = file("some.proofs", all.subList(0, 2));
    requireRejected(verify(some, "--complete", "--opening", total), "ROWS_INCOMPLETE");
    requireRejected(verify(some, "--opening", total), "OPENING_ROWS");
  }

  @Test
  void aBatchTwice() throws Exception {
    List<RowProof> all = records();
    requireRejected(
        verify(file("twice.proofs", List.of(all.get(0), all.get(0), all.get(1), all.get(2)))),
        "ROWS_TWICE");
    RowProof again = new RowProof(new RowRange(BATCH, BATCH, BATCH, false), all.get(0).proof());
    requireRejected(
        verify(file("moved.proofs", List.of(all.get(0), again, all.get(2)))), "QUADRATIC_FORM");
  }

  /** Rows that fill up the last batch are in no sum: as rows of the proof, or in the opening. */
  @Test
  void paddingCounted() throws Exception {
    List<RowProof> all = records();
    RowProof full = new RowProof(new RowRange(2 * BATCH, BATCH, BATCH, true), all.get(2).proof());
    requireRejected(
        verify(file("full.proofs", List.of(all.get(0), all.get(1), full))), "QUADRATIC_FORM");

    ModelFile compiled = ModelFile.read(Path.of(proofs).resolveSibling("score.vouch"));
    RowPorts ports = RowPorts.of(compiled);
    TensorRows data =
        TensorRows.of(
            ports,
            Map.of(
                "x",
                TensorData.ofDoubles(DataType.FLOAT, new int[] {ROWS, 3}, X),
                "label",
                TensorData.ofLongs(
                    DataType.INT64,
                    new int[] {ROWS},
                    IntStream.of(LABELS).asLongStream().toArray())));
    List<RowProof> made = new ArrayList<>();
    RowSum padded = RowSum.of(compiled.key(), "correct");
    try (Prover prover = Prover.of(compiled, 2)) {
      RowProver.of(prover, ProveOptions.defaults())
          .proveAll(
              RowBatches.of(ports, data, 0, Long.MAX_VALUE),
              proven -> {
                made.add(proven.proof());
                RowRange whole = new RowRange(proven.range().first(), BATCH, BATCH, false);
                padded.add(new ProvenRows(whole, proven.inference()));
              });
    }
    assertThat(padded.rows()).isEqualTo(3 * BATCH);
    String own = file("own.proofs", made);
    requireRejected(verify(own, "--opening", opening(padded.opening())), "OPENING_ROWS");
    TensorOpening claimed =
        new TensorOpening(
            "correct",
            padded.opening().role(),
            0,
            ROWS - 1,
            padded.values(),
            padded.opening().blinders());
    requireRejected(verify(own, "--opening", opening(claimed)), "OPENING");
  }

  /** Data that their owner committed to, labels too: other data, or one label, are found out. */
  @Test
  void otherData() throws Exception {
    int[] flipped = LABELS.clone();
    flipped[4] = (flipped[4] + 1) % 3;
    String id = commit("data", rows("data.json", LABELS));
    String other = commit("flipped", rows("flipped.json", flipped));
    assertThat(id).isNotEqualTo(other);
    String proven = prove("data");
    String opened = opened("data");
    assertThat(verify(proven, "--complete", "--input-id", id, "--opening", opened).code()).isZero();
    requireRejected(verify(proven, "--input-id", other), "INPUT_ID");
    requireRejected(verify(prove("flipped"), "--input-id", id), "INPUT_ID");
    requireRejected(verify(proven, "--opening", opened("flipped")), "OPENING");
    assertThat(TensorOpening.parse(Files.readAllBytes(Path.of(opened))).values())
        .containsExactly(correct(LABELS));
    assertThat(TensorOpening.parse(Files.readAllBytes(Path.of(opened("flipped")))).values())
        .containsExactly(correct(flipped));
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private String commit(String name, String data) throws IOException {
    Cli.Result result =
        Cli.run(
            "commit", data, "--key", key, "-o", path(name + ".commitment"), "--json", "--force");
    assertThat(result.code()).as(result.err()).isZero();
    return result.json().get("dataId").asText();
  }

  private String prove(String name) {
    String made = path(name + ".proofs");
    Cli.Result result =
        Cli.run(
            "prove",
            Path.of(proofs).resolveSibling("score.vouch").toString(),
            "--committed",
            path(name + ".openings"),
            "--all",
            "--openings",
            path(name + ".out"),
            "-o",
            made,
            "--force");
    assertThat(result.code()).as(result.err()).isZero();
    return made;
  }

  private String opened(String name) {
    String opening = path(name + ".total.json");
    Cli.Result result =
        Cli.run(
            "reveal",
            path(name + ".out"),
            "--tensor",
            "correct",
            "--rows",
            "0-" + (ROWS - 1),
            "--sum",
            "-o",
            opening,
            "--force");
    assertThat(result.code()).as(result.err()).isZero();
    return opening;
  }
}
