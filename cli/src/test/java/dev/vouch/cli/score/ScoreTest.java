package dev.vouch.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vouch.cli.Cli;
import dev.vouch.cli.DataFixture;
import dev.vouch.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vouch score}: what it counts, what it writes, and what it refuses. */
class ScoreTest {
  private static final int ROWS = ThreeClasses.ROWS;
  private static final int BATCH = 8;

  @TempDir private static Path shared;
  @TempDir private Path folder;

  private static String model;
  private static String data;
  private static final int[] LABELS = ThreeClasses.labels();

  @BeforeAll
  static void write() throws IOException {
    model = ThreeClasses.network(shared.resolve("m.onnx"));
    StringBuilder text = new StringBuilder("a,b,c\n");
    for (int row = 0; row < ROWS; row++) {
      double[] x = ThreeClasses.x(row);
      text.append(x[0]).append(',').append(x[1]).append(',').append(x[2]).append('\n');
    }
    data = new DataFixture(shared).text("rows.csv", text.toString());
  }

  private String labels(String name, int... labels) throws IOException {
    return new DataFixture(folder)
        .text(
            name,
            Arrays.stream(labels)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(",", "[", "]")));
  }

  private Cli.Result score(String labels, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("score", model, "--data", data, "--labels", labels, "--batch", "" + BATCH));
    words.addAll(List.of("--threads", "2", "-o", folder.resolve("score").toString()));
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }

  private static List<Long> totals(JsonNode json) {
    List<Long> totals = new ArrayList<>();
    json.get("score").get("totals").forEach(cell -> totals.add(cell.get("sum").asLong()));
    return totals;
  }

  @Test
  void accuracyOfRowsThatStayHidden() throws Exception {
    String labels = labels("labels.json", LABELS);
    Cli.Result result = score(labels, "--metric", "accuracy", "--json");
    assertThat(result.code()).as(result.err()).isZero();
    JsonNode json = result.json();
    assertThat(totals(json)).containsExactly(ThreeClasses.correct(LABELS));
    assertThat(json.get("score").get("rows").asInt()).isEqualTo(ROWS);
    assertThat(json.get("made").get("proofs").asInt()).isEqualTo(3);
    Path place = folder.resolve("score");
    String key = place.resolve("score.vk").toString();
    Cli.Result verified =
        Cli.run("verify", key, place.resolve("score.proofs").toString(), "--complete", "--json");
    assertThat(verified.code()).as(verified.err()).isZero();
    JsonNode total = new ObjectMapper().readTree(Files.readAllBytes(place.resolve("total.json")));
    assertThat(total.get("values").get(0).asText()).isEqualTo("" + ThreeClasses.correct(LABELS));
    assertThat(total.get("rows").asText()).isEqualTo("0-20");
    Cli.Result audited =
        Cli.run(
            "audit", key, "--architecture", place.resolve("score.architecture.onnx").toString());
    assertThat(audited.code()).as(audited.err()).isZero();
    assertThat(audited.out()).contains("ArgMax", "Equal", "label [8]", "integers 0 to 2");
    Cli.Result again = score(labels, "--metric", "accuracy");
    assertThat(again.code()).isEqualTo(ExitCode.USAGE);
    Cli.Result forced = score(labels, "--metric", "accuracy", "--force", "--compact");
    assertThat(forced.out()).contains(ThreeClasses.correct(LABELS) + " of 21 rows correct");
  }

  @Test
  void aFlippedLabelChangesTheCount() throws Exception {
    int[] flipped = ThreeClasses.flipped();
    JsonNode json = score(labels("flipped.json", flipped), "--metric", "accuracy", "--json").json();
    assertThat(totals(json)).containsExactly(ThreeClasses.correct(flipped));
    assertThat(ThreeClasses.correct(flipped)).isNotEqualTo(ThreeClasses.correct(LABELS));
  }

  @Test
  void confusionCountsEveryRowOnce() throws Exception {
    JsonNode json = score(labels("labels.json", LABELS), "--metric", "confusion", "--json").json();
    Long[] expected = new Long[9];
    Arrays.fill(expected, 0L);
    for (int row = 0; row < ROWS; row++) {
      expected[LABELS[row] * 3 + ThreeClasses.best(row)]++;
    }
    assertThat(totals(json)).containsExactly(expected);
    assertThat(json.get("score").get("totals").get(5).get("cell").asText())
        .isEqualTo("label 1, class 2");
  }

  @Test
  void groupsAreCountedApart() throws Exception {
    int[] groups = IntStream.range(0, ROWS).map(row -> row % 2).toArray();
    Cli.Result result =
        score(
            labels("labels.json", LABELS),
            "--metric",
            "accuracy",
            "--group-by",
            labels("groups.json", groups),
            "--json");
    assertThat(result.code()).as(result.err()).isZero();
    Long[] expected = new Long[4];
    Arrays.fill(expected, 0L);
    for (int row = 0; row < ROWS; row++) {
      expected[groups[row] * 2 + (ThreeClasses.best(row) == LABELS[row] ? 1 : 0)]++;
    }
    assertThat(totals(result.json())).containsExactly(expected);
  }

  @Test
  void topKCountsLabelsAmongTheBest() throws Exception {
    Cli.Result result = score(labels("labels.json", LABELS), "--metric", "top-k", "--k", "2");
    long found =
        IntStream.range(0, ROWS)
            .filter(
                row ->
                    IntStream.range(0, 3)
                            .filter(c -> ThreeClasses.x(row)[c] > ThreeClasses.x(row)[LABELS[row]])
                            .count()
                        < 2)
            .count();
    assertThat(result.out()).contains(found + " of 21 rows found among the best 2");
  }

  /** To 0.5, 0, 0. */
  private static double error(int row) {
    double[] x = ThreeClasses.x(row);
    return (Math.pow(x[0] - 0.5, 2) + x[1] * x[1] + x[2] * x[2]) / 3;
  }

  @Test
  void meanSquaredErrors() throws Exception {
    String values =
        new DataFixture(folder)
            .text(
                "targets.json",
                IntStream.range(0, ROWS)
                    .mapToObj(row -> "[0.5, 0, 0]")
                    .collect(Collectors.joining(",", "[", "]")));
    JsonNode json = score(values, "--metric", "mse", "--json").json();
    double sum = 0;
    for (int row = 0; row < ROWS; row++) {
      sum += error(row);
    }
    double total =
        Math.scalb((double) totals(json).get(0), -json.get("score").get("scaleExponent").asInt());
    assertThat(total).isCloseTo(sum, Offset.offset(0.01));
  }

  @Test
  void meanSquaredErrorsByGroup() throws Exception {
    String values =
        new DataFixture(folder)
            .text(
                "targets.csv",
                IntStream.range(0, ROWS)
                    .mapToObj(row -> "0.5,0,0\n")
                    .collect(Collectors.joining("", "p,q,r\n", "")));
    int[] groups = IntStream.range(0, ROWS).map(row -> row % 4 == 0 ? 1 : 0).toArray();
    String grouped = labels("groups.json", groups);
    JsonNode json = score(values, "--metric", "mse", "--group-by", grouped, "--json").json();
    double[] sums = new double[2];
    for (int row = 0; row < ROWS; row++) {
      sums[groups[row]] += error(row);
    }
    JsonNode totals = json.at("/score/totals");
    for (int group = 0; group < 2; group++) {
      assertThat(number(totals.get(group))).isCloseTo(sums[group], Offset.offset(0.01));
      int wanted = group;
      assertThat(number(totals.get(2 + group)))
          .isEqualTo(Arrays.stream(groups).filter(g -> g == wanted).count());
    }
    Cli.Result text = score(values, "--metric", "mse", "--group-by", grouped, "--force");
    assertThat(text.out())
        .contains("group 0: mean squared error 0.", "over 15 rows", "over 6 rows");
  }

  private static double number(JsonNode cell) {
    return Math.scalb(cell.get("sum").asDouble(), -cell.get("scaleExponent").asInt());
  }

  /** A table may hold everything: labels and groups are columns of it, and no inputs. */
  @Test
  void labelsAreColumnsOfTheTable() throws Exception {
    StringBuilder table = new StringBuilder("a,sex,b,c,label\n");
    int[] groups = new int[ROWS];
    for (int row = 0; row < ROWS; row++) {
      groups[row] = row % 2;
      table.append(ThreeClasses.x(row)[0]).append(',').append(groups[row]).append(',');
      table.append(ThreeClasses.x(row)[1]).append(',').append(ThreeClasses.x(row)[2]).append(',');
      table.append(LABELS[row]).append('\n');
    }
    String rows = new DataFixture(folder).text("all.csv", table.toString());
    Cli.Result result = ofTable(rows, "--group-by", "sex", "--json");
    assertThat(result.code()).as(result.err()).isZero();
    List<Long> cells = totals(result.json());
    assertThat(cells.get(1) + cells.get(3)).isEqualTo(ThreeClasses.correct(LABELS));
    assertThat(cells.get(2) + cells.get(3)).isEqualTo(Arrays.stream(groups).sum());
    Cli.Result none = ofTable(rows, "--labels", "class", "--group-by", "sex", "--force");
    assertThat(none.code()).isEqualTo(ExitCode.MALFORMED);
    assertThat(none.err()).contains("no column 'class'; --labels; it has [a, sex, b, c, label]");
    String words = new DataFixture(folder).text("words.csv", "label\ncat\ndog\n");
    Cli.Result text = ofTable(data, "--labels", words, "--force");
    assertThat(text.code()).isEqualTo(ExitCode.MALFORMED);
    assertThat(text.err()).contains("line 2, column 1 'label' of the CSV");
  }

  private Cli.Result ofTable(String rows, String... more) {
    List<String> words = new ArrayList<>(List.of("score", model, "--data", rows));
    words.addAll(List.of("--batch", "" + BATCH, "--metric", "accuracy", "--threads", "2"));
    words.addAll(List.of("-o", folder.resolve("table").toString()));
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }

  private void requireRefused(Cli.Result result, int code, String... words) {
    assertThat(result.code()).as(result.err()).isEqualTo(code);
    assertThat(result.err()).contains(words);
    assertThat(folder.resolve("score/total.json")).doesNotExist();
  }

  @Test
  void whatIsNoLabelIsRefusedByName() throws Exception {
    int[] beyond = LABELS.clone();
    beyond[7] = 3;
    requireRefused(
        score(labels("a.json", beyond), "--metric", "accuracy"),
        ExitCode.MALFORMED,
        "row 7 has 3, which is no class of 0 to 2");
    int[] negative = LABELS.clone();
    negative[2] = -1;
    requireRefused(
        score(labels("b.json", negative), "--metric", "accuracy"),
        ExitCode.MALFORMED,
        "row 2 has -1, which is no class");
    for (int count : new int[] {ROWS - 1, ROWS + 1, ROWS + BATCH}) {
      requireRefused(
          score(labels(count + ".json", Arrays.copyOf(LABELS, count)), "--metric", "accuracy"),
          ExitCode.MALFORMED,
          "'label' has " + count + " entries, the data");
    }
  }

  @Test
  void optionsThatDoNotFitAreRefused() throws Exception {
    String labels = labels("labels.json", LABELS);
    requireRefused(score(labels, "--metric", "f1"), ExitCode.USAGE, "'f1' is no metric");
    requireRefused(score(labels, "--metric", "mse", "--k", "2"), ExitCode.USAGE, "--k");
    requireRefused(
        score(labels, "--metric", "top-k", "--k", "4"), ExitCode.UNSUPPORTED, "k is 4, of 3");
    requireRefused(
        score(labels, "--metric", "mse", "--calibrate", data), ExitCode.USAGE, "--calibrate");
  }
}
