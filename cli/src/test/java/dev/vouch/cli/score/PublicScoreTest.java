package dev.vouch.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.cli.Cli;
import dev.vouch.cli.DataFixture;
import dev.vouch.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Public rows have an id: weights are hidden, and which rows were scored is known. */
class PublicScoreTest {
  @TempDir private static Path shared;
  @TempDir private Path folder;

  private static final int[] LABELS = ThreeClasses.labels();

  private static String model;
  private static String id;
  private static String commitment;

  @BeforeAll
  static void commit() throws IOException {
    model = ThreeClasses.network(shared.resolve("m.onnx"));
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
        .text(
            "rows.json",
            "{\"x\": " + ThreeClasses.x() + ", \"label\": " + Arrays.toString(labels) + "}");
  }

  private JsonNode score(String place, int batch, int... labels) throws IOException {
    DataFixture files = new DataFixture(folder);
    Cli.Result scored =
        Cli.run(
            "score",
            model,
            "--data",
            files.text("x.json", ThreeClasses.x()),
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
    assertThat(scored.json().at("/score/totals/0/sum").asLong())
        .isEqualTo(ThreeClasses.correct(labels));
    return scored.json();
  }

  private Cli.Result verify(String place, String... more) {
    return ThreeClasses.verify(folder.resolve(place), more);
  }

  @Test
  void accuracyOverPublicRowsIsVerifiedAgainstTheirId() throws Exception {
    for (int batch : new int[] {8, 5, 1}) {
      String place = "batch" + batch;
      assertThat(score(place, batch, LABELS).get("dataId").asText()).isEqualTo(id);
      Cli.Result verified = verify(place, "--input-id", id, "--json");
      assertThat(verified.code()).as(verified.err()).isZero();
      assertThat(verified.json().get("dataId").asText()).isEqualTo(id);
      assertThat(verified.out()).contains("data id as given");
      assertThat(verified.json().at("/opened/0/tensor/correct/integers/0").asLong())
          .isEqualTo(ThreeClasses.correct(LABELS));
      assertThat(verify(place, "--commitment", commitment, "--input-id", id).code()).isZero();
    }
  }

  @Test
  void oneFlippedLabelIsOtherData() throws Exception {
    int[] flipped = ThreeClasses.flipped();
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
    score("one", ThreeClasses.ROWS, LABELS);
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
