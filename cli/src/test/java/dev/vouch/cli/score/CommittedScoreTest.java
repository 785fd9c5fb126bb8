package dev.vouch.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.cli.Cli;
import dev.vouch.cli.DataFixture;
import dev.vouch.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code vouch score --committed}: the owner of rows commits to them before any model is known;
 * models are scored on just these.
 */
class CommittedScoreTest {
  private static final int ROWS = ThreeClasses.ROWS;

  @TempDir private static Path shared;
  @TempDir private Path folder;

  private static final int[] LABELS = ThreeClasses.labels();
  private static final int[] GROUPS = new Random(3).ints(ROWS, 0, 2).toArray();

  private static String plain;
  private static String turned;
  private static String openings;
  private static String id;

  /** Two networks, of which one turns its scores round; three numbers a row, three classes. */
  @BeforeAll
  static void commit() throws IOException {
    plain = ThreeClasses.network(shared.resolve("plain.onnx"));
    turned = ThreeClasses.network(shared.resolve("turned.onnx"), 0, 0, 1, 0, 1, 0, 1, 0, 0);
    openings = shared.resolve("data.openings").toString();
    id = commit("data", LABELS);
  }

  /** No key is needed: the owner says what rows are like. */
  private static String commit(String name, int... labels) throws IOException {
    Cli.Result made =
        Cli.run(
            "commit",
            rows(name + ".json", labels),
            "--reals",
            "x=1",
            "--classes",
            "label=3",
            "--classes",
            "group=2",
            "-o",
            shared.resolve(name + ".commitment").toString(),
            "--json");
    assertThat(made.code()).as(made.err()).isZero();
    return made.json().get("dataId").asText();
  }

  private static String rows(String name, int... labels) throws IOException {
    return new DataFixture(shared)
        .text(
            name,
            "{\"x\": "
                + ThreeClasses.x()
                + ", \"label\": "
                + Arrays.toString(labels)
                + ", \"group\": "
                + Arrays.toString(GROUPS)
                + "}");
  }

  private static int best(int row, boolean isTurned) {
    return isTurned ? 2 - ThreeClasses.best(row) : ThreeClasses.best(row);
  }

  private static long correct(boolean isTurned, int... labels) {
    return IntStream.range(0, ROWS).filter(row -> best(row, isTurned) == labels[row]).count();
  }

  private Cli.Result score(String model, String place, String... more) {
    List<String> words = new ArrayList<>(List.of("score", model, "--threads", "2"));
    words.addAll(List.of("--metric", "accuracy", "-o", folder.resolve(place).toString()));
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }

  private Cli.Result verify(String place, String... more) {
    return ThreeClasses.verify(folder.resolve(place), more);
  }

  private static long total(Cli.Result scored) throws IOException {
    assertThat(scored.code()).as(scored.err()).isZero();
    return scored.json().at("/score/totals/0/sum").asLong();
  }

  @Test
  void twoModelsOnOneCommitmentInBatchesOfOtherSize() throws Exception {
    Cli.Result first = score(plain, "a", "--committed", openings, "--batch", "8", "--json");
    Cli.Result second = score(turned, "b", "--committed", openings, "--batch", "5", "--json");
    assertThat(total(first)).isEqualTo(correct(false, LABELS));
    assertThat(total(second)).isEqualTo(correct(true, LABELS));
    assertThat(first.json().get("dataId").asText()).isNotEqualTo(id); // no group in it
    JsonNode ids = first.json().get("inputIds");
    assertThat(second.json().get("inputIds")).isEqualTo(ids);
    for (String place : List.of("a", "b")) {
      Cli.Result verified =
          verify(place, "--input-id", first.json().get("dataId").asText(), "--json");
      assertThat(verified.code()).as(verified.err()).isZero();
      assertThat(verified.json().get("inputIds")).isEqualTo(ids);
      assertThat(verify(place, "--input-id", "label=" + ids.get("label").asText()).code()).isZero();
    }
    assertThat(first.err()).contains("calibrated on the rows themselves");
  }

  @Test
  void groupsAreCommittedToo() throws Exception {
    Cli.Result scored =
        score(plain, "g", "--committed", openings, "--group-by", "group", "--json", "--compact");
    assertThat(scored.code()).as(scored.err()).isZero();
    assertThat(scored.json().get("dataId").asText()).isEqualTo(id);
    long[] expected = new long[4];
    for (int row = 0; row < ROWS; row++) {
      expected[GROUPS[row] * 2 + (best(row, false) == LABELS[row] ? 1 : 0)]++;
    }
    for (int cell = 0; cell < 4; cell++) {
      assertThat(scored.json().at("/score/totals/" + cell + "/sum").asLong())
          .isEqualTo(expected[cell]);
    }
    assertThat(verify("g", "--input-id", id).code()).isZero();
  }

  @Test
  void oneFlippedLabelIsOtherData() throws Exception {
    commit("flipped", ThreeClasses.flipped());
    Cli.Result scored =
        score(
            plain,
            "f",
            "--committed",
            shared.resolve("flipped.openings").toString(),
            "--group-by",
            "group",
            "--json");
    assertThat(scored.code()).as(scored.err()).isZero();
    Cli.Result verified = verify("f", "--input-id", id);
    assertThat(verified.code()).isEqualTo(ExitCode.REJECTED);
    assertThat(verified.err()).contains("INPUT_ID");
  }

  /** One owner has the images, another the labels; what is not committed comes from files. */
  @Test
  void someInputsFromFiles() throws Exception {
    String labels = new DataFixture(folder).text("labels.json", Arrays.toString(LABELS));
    String data = rows("all.json", LABELS);
    Path own = folder.resolve("x.commitment");
    for (String input : List.of("x", "label")) {
      Cli.Result made =
          Cli.run(
              "commit",
              data,
              "--input-format",
              shared.resolve("data.commitment").toString(),
              "--inputs",
              input,
              "-o",
              own.toString(),
              "--force",
              "--json");
      assertThat(made.code()).as(made.err()).isZero();
      String inputId = made.json().at("/inputs/" + input + "/inputId").asText();
      String opened = folder.resolve("x.openings").toString();
      List<String> rest =
          input.equals("x")
              ? List.of("--committed", opened, "--labels", labels)
              : List.of("--committed", opened, "--data", "x=" + onlyX());
      Cli.Result scored = score(plain, input, rest.toArray(String[]::new));
      assertThat(scored.code()).as(scored.err()).isZero();
      assertThat(scored.out()).contains(correct(false, LABELS) + " of 21 rows correct");
      assertThat(verify(input, "--input-id", input + "=" + inputId).code()).isZero();
    }
  }

  private String onlyX() throws IOException {
    return new DataFixture(folder).text("x.json", ThreeClasses.x());
  }

  /** Other typical inputs show how large values get, and the rows show nothing. */
  @Test
  void calibratedWithOtherInputs() throws Exception {
    String other = new DataFixture(folder).text("other.json", "[[1, -1, 0.5], [0, 0.25, -0.5]]");
    Cli.Result scored = score(plain, "c", "--committed", openings, "--calibrate", other, "--json");
    assertThat(total(scored)).isEqualTo(correct(false, LABELS));
    assertThat(scored.err()).doesNotContain("calibrated on the rows themselves");
  }

  private void requireRefused(Cli.Result result, int code, String... words) {
    assertThat(result.code()).as(result.out() + result.err()).isEqualTo(code);
    assertThat(result.err()).contains(words);
    assertThat(folder.resolve("r/score.proofs")).doesNotExist();
    assertThat(folder.resolve("r/score.vk")).doesNotExist();
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeAnythingIsProven() throws Exception {
    String data = rows("again.json", LABELS);
    String labels = new DataFixture(folder).text("labels.json", Arrays.toString(LABELS));
    String few = new DataFixture(folder).text("few.json", "[0, 1]");
    requireRefused(
        score(plain, "r", "--committed", openings, "--labels", labels),
        ExitCode.USAGE,
        "'label' is committed already; --labels");
    requireRefused(
        score(plain, "r", "--committed", openings, "--data", data),
        ExitCode.USAGE,
        "all inputs are committed already; --data");
    requireRefused(
        score(plain, "r", "--committed", openings, "--input-visibility", "public"),
        ExitCode.USAGE,
        "--input-visibility");
    requireRefused(
        score(plain, "r", "--committed", openings, "--output-visibility", "public"),
        ExitCode.USAGE,
        "--output-visibility");
    requireRefused(
        score(plain, "r", "--committed", openings, "--group-by", "age"),
        ExitCode.USAGE,
        "the committed rows have no 'age'; --group-by");
    requireRefused(
        score(plain, "r", "--committed", openings, "--group-by", few),
        ExitCode.USAGE,
        "'group' is committed already; --group-by");
    requireRefused(
        score(plain, "r", "--committed", plain), ExitCode.MALFORMED, "give the openings");
    requireRefused(score(plain, "r"), ExitCode.USAGE, "--data");
    requireRefused(
        score(plain, "r", "--committed", onlyInput("x")),
        ExitCode.USAGE,
        "the committed rows have no 'labels'; --labels");
    requireRefused(
        score(plain, "r", "--committed", onlyInput("x"), "--labels", few),
        ExitCode.MALFORMED,
        "the committed rows are 21, and there are 2 entries; --labels");
    requireRefused(
        score(plain, "r", "--committed", onlyInput("label")),
        ExitCode.USAGE,
        "no data for [x]; --data");
  }

  private String onlyInput(String input) throws IOException {
    Path own = folder.resolve(input + ".commitment");
    Cli.Result made =
        Cli.run(
            "commit",
            rows("all.json", LABELS),
            "--input-format",
            shared.resolve("data.commitment").toString(),
            "--inputs",
            input,
            "-o",
            own.toString(),
            "--force");
    assertThat(made.code()).as(made.err()).isZero();
    return folder.resolve(input + ".openings").toString();
  }

  /** A matrix of the network's classes has no cell for labels beyond them. */
  @Test
  void labelsOfOtherClasses() throws Exception {
    String data = rows("five.json", LABELS);
    Path own = folder.resolve("five.commitment");
    Cli.Result made =
        Cli.run("commit", data, "--reals", "x=1", "--classes", "label=5", "-o", own.toString());
    assertThat(made.code()).as(made.err()).isZero();
    String five = folder.resolve("five.openings").toString();
    assertThat(total(score(plain, "five", "--committed", five, "--json")))
        .isEqualTo(correct(false, LABELS));
    Cli.Result matrix =
        Cli.run(
            "score",
            plain,
            "--committed",
            five,
            "--metric",
            "confusion",
            "-o",
            folder.resolve("r").toString());
    requireRefused(matrix, ExitCode.MALFORMED, "as 5 classes, and the network has 3");
    Path reals = folder.resolve("reals.commitment");
    assertThat(
            Cli.run("commit", data, "--reals", "x=1", "--reals", "label=3", "-o", reals.toString())
                .code())
        .isZero();
    requireRefused(
        score(plain, "r", "--committed", folder.resolve("reals.openings").toString()),
        ExitCode.MALFORMED,
        "'label' is not one class a row");
  }
}
