package dev.vouch.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.cli.Cli;
import dev.vouch.cli.DataFixture;
import dev.vouch.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Public rows have an id: weights are hidden, and which rows were scored is known. */
class PublicScoreTest {
  private static final int ROWS = 21;

  @TempDir private static Path shared;
  @TempDir private Path folder;

  private static final int[] LABELS = new Random(2).ints(ROWS, 0, 3).toArray();
  private static final double[] X = new Random(1).doubles(ROWS * 3, -1, 1).toArray();

  private static String model;
  private static String id;
  private static String commitment;

  /** Three numbers a row are the scores of three classes. */
  @BeforeAll
  static void commit() throws IOException {
    Path onnx = shared.resolve("m.onnx");
    TensorData w =
        TensorData.ofDoubles(DataType.FLOAT, new int[] {3, 3}, 1, 0, 0, 0, 1, 0, 0, 0, 1);
    Files.write(
        onnx,
        ModelBuilder.model()
            .input("x", DataType.FLOAT, "N", 3)
            .initializer("w", w)
            .node("MatMul", "x w", "y")
            .output("y")
            .build()
            .toByteArray());
    model = onnx.toString();
    JsonNode made = commit("data", LABELS);
    id = made.get("dataId").asText();
    commitment = made.get("commitment").asText();
    assertThat(made.get("openings").isNull()).isTrue();
    assertThat(shared.resolve("data.openings")).doesNotExist();
  }

  private static JsonNode commit(String name, int... labels) throws IOException {
    Cli.Result made =
        Cli.run(
            "commit",
            rows(labels),
            "--public",
            "--reals",
            "x=1",
            "--classes",
            "label=3",
            "-o",
            shared.resolve(name + ".commitment").toString(),
            "--force",
            "--json");
    assertThat(made.code()).as(made.err()).isZero();
    return made.json();
  }

  private static String rows(int... labels) throws IOException {
    return new DataFixture(shared)
        .text("rows.json", "{\"x\": " + x() + ", \"label\": " + Arrays.toString(labels) + "}");
  }

  private static String x() {
    return IntStream.range(0, ROWS)
        .mapToObj(row -> Arrays.toString(Arrays.copyOfRange(X, row * 3, row * 3 + 3)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static long correct(int... labels) {
    return IntStream.range(0, ROWS)
        .filter(
            row ->
                IntStream.range(0, 3)
                    .allMatch(other -> X[row * 3 + other] <= X[row * 3 + labels[row]]))
        .count();
  }

  private JsonNode score(String place, int batch, int... labels) throws IOException {
    DataFixture files = new DataFixture(folder);
    Cli.Result scored =
        Cli.run(
            "score",
            model,
            "--data",
            files.text("x.json", x()),
            "--labels",
            files.text("labels.json", Arrays.toString(labels)),
            "--metric",
            "accuracy",
            "--input-visibility",
            "public",
            "--input-format",
            commitment,
            "--batch",
            "" + batch,
            "--threads",
            "2",
            "-o",
            folder.resolve(place).toString(),
            "--json");
    assertThat(scored.code()).as(scored.err()).isZero();
    assertThat(scored.json().at("/score/totals/0/sum").asLong()).isEqualTo(correct(labels));
    return scored.json();
  }

  private Cli.Result verify(String place, String... more) {
    Path files = folder.resolve(place);
    List<String> words =
        new ArrayList<>(
            List.of(
                "verify",
                files.resolve("score.vk").toString(),
                files.resolve("score.proofs").toString(),
                "--opening",
                files.resolve("total.json").toString()));
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }

  @Test
  void accuracyOverPublicRowsIsVerifiedAgainstTheirId() throws Exception {
    for (int batch : new int[] {8, 5, 1}) {
      String place = "batch" + batch;
      assertThat(score(place, batch, LABELS).get("dataId").asText()).isEqualTo(id);
      Cli.Result verified = verify(place, "--complete", "--input-id", id, "--json");
      assertThat(verified.code()).as(verified.err()).isZero();
      assertThat(verified.json().get("dataId").asText()).isEqualTo(id);
      assertThat(verified.out()).contains("data id as given");
      assertThat(verified.json().at("/opened/0/tensor/correct/integers/0").asLong())
          .isEqualTo(correct(LABELS));
      assertThat(verify(place, "--commitment", commitment, "--input-id", id).code()).isZero();
    }
  }

  @Test
  void oneFlippedLabelIsOtherData() throws Exception {
    int[] flipped = LABELS.clone();
    flipped[4] = (flipped[4] + 1) % 3;
    String other = commit("flipped", flipped).get("dataId").asText();
    assertThat(other).isNotEqualTo(id);
    score("flipped", 8, flipped);
    assertThat(verify("flipped", "--input-id", other).code()).isZero();
    requireRejected(verify("flipped", "--input-id", id), "INPUT_ID");
    requireRejected(verify("flipped", "--commitment", commitment), "OTHER_DATA", "row 4 of input");
  }

  /** Public ids and those of commitments are never the other's, whatever the rows. */
  @Test
  void hiddenRowsAreNotTakenForPublicOnes() throws Exception {
    Path hidden = folder.resolve("hidden.commitment");
    Cli.Result made =
        Cli.run(
            "commit",
            rows(LABELS),
            "--input-format",
            commitment,
            "-o",
            hidden.toString(),
            "--json");
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.json().get("dataId").asText()).isNotEqualTo(id);
    score("public", 8, LABELS);
    requireRejected(
        verify("public", "--commitment", hidden.toString()), "OTHER_DATA", "is public, and");
    Cli.Result scored =
        Cli.run(
            "score",
            model,
            "--committed",
            folder.resolve("hidden.openings").toString(),
            "--metric",
            "accuracy",
            "-o",
            folder.resolve("hidden").toString());
    assertThat(scored.code()).as(scored.err()).isZero();
    requireRejected(verify("hidden", "--input-id", id), "INPUT_ID");
    requireRejected(
        verify("hidden", "--commitment", commitment), "OTHER_DATA", "is hidden, and those");
  }

  /** One proof of as many rows as the model takes: the same ids. */
  @Test
  void oneProofHasTheIdToo() throws Exception {
    score("one", ROWS, LABELS);
    String model = folder.resolve("one/score.vouch").toString();
    String proof = folder.resolve("one.proof").toString();
    Cli.Result proved = Cli.run("prove", model, "--input", rows(LABELS), "-o", proof);
    assertThat(proved.code()).as(proved.err()).isZero();
    String key = folder.resolve("one/score.vk").toString();
    assertThat(Cli.run("verify", key, proof, "--input-id", id).code()).isZero();
    requireRejected(Cli.run("verify", key, proof, "--input-id", "00".repeat(32)), "INPUT_ID");
    Cli.Result committed =
        Cli.run("commit", rows(LABELS), "--key", key, "-o", proof + ".commitment", "--json");
    assertThat(committed.json().get("dataId").asText()).isEqualTo(id);
  }

  @Test
  void publicRowsHaveNothingToOpen() throws Exception {
    Cli.Result result =
        Cli.run(
            "commit",
            rows(LABELS),
            "--public",
            "--input-format",
            commitment,
            "--openings",
            folder.resolve("x.openings").toString(),
            "-o",
            folder.resolve("x.commitment").toString());
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("--openings");
    Cli.Result inspected = Cli.run("inspect", commitment);
    assertThat(inspected.out()).contains(id, "label [] of 0 to 2 · 2^0, public");
  }

  private static void requireRejected(Cli.Result result, String... words) {
    assertThat(result.code()).as(result.out() + result.err()).isEqualTo(ExitCode.REJECTED);
    assertThat(result.out() + result.err()).contains(words);
  }
}
