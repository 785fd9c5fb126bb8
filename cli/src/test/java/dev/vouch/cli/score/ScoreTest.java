package dev.vouch.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vouch score}: what it counts, what it writes, and what it refuses. */
class ScoreTest {
  private static final int ROWS = 21;
  private static final int BATCH = 8;

  @TempDir private static Path shared;
  @TempDir private Path folder;

  private static String model;
  private static String data;
  private static final int[] LABELS = new Random(2).ints(ROWS, 0, 3).toArray();
  private static final double[] X = new Random(1).doubles(ROWS * 3, -1, 1).toArray();

  /** Three numbers a row are the scores of three classes. */
  @BeforeAll
  static void write() throws IOException {
    Path onnx = shared.resolve("m.onnx");
    Files.write(
        onnx,
        ModelBuilder.model()
            .input("x", DataType.FLOAT, "N", 3)
            .initializer(
                "w",
                TensorData.ofDoubles(DataType.FLOAT, new int[] {3, 3}, 1, 0, 0, 0, 1, 0, 0, 0, 1))
            .node("MatMul", "x w", "y")
            .output("y")
            .build()
            .toByteArray());
    model = onnx.toString();
    data = rows("rows.csv", X);
  }

  private static String rows(String name, double... values) throws IOException {
    StringBuilder text = new StringBuilder("a,b,c\n");
    for (int row = 0; row < values.length / 3; row++) {
      text.append(values[row * 3]).append(',').append(values[row * 3 + 1]);
      text.append(',').append(values[row * 3 + 2]).append('\n');
    }
    return new DataFixture(shared).text(name, text.toString());
  }

  private String labels(String name, int... labels) throws IOException {
    return new DataFixture(folder)
        .text(
            name,
            Arrays.stream(labels)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(",", "[", "]")));
  }

  private static int best(int row) {
    return IntStream.range(0, 3)
        .boxed()
        .max((a, b) -> Double.compare(X[row * 3 + a], X[row * 3 + b]))
        .orElseThrow();
  }

  private static long correct(int... labels) {
    return IntStream.range(0, ROWS).filter(row -> best(row) == labels[row]).count();
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
    assertThat(totals(json)).containsExactly(correct(LABELS));
    assertThat(json.get("score").get("rows").asInt()).isEqualTo(ROWS);
    assertThat(json.get("made").get("proofs").asInt()).isEqualTo(3);
    Path place = folder.resolve("score");
    String key = place.resolve("score.vk").toString();
    Cli.Result verified =
        Cli.run("verify", key, place.resolve("score.proofs").toString(), "--complete", "--json");
    assertThat(verified.code()).as(verified.err()).isZero();
    JsonNode total = new ObjectMapper().readTree(Files.readAllBytes(place.resolve("total.json")));
    assertThat(total.get("values").get(0).asText()).isEqualTo("" + correct(LABELS));
    assertThat(total.get("rows").asText()).isEqualTo("0-20");
    Cli.Result audited =
        Cli.run(
            "audit", key, "--architecture", place.resolve("score.architecture.onnx").toString());
    assertThat(audited.code()).as(audited.err()).isZero();
    assertThat(audited.out()).contains("ArgMax", "Equal", "label [8]", "integers 0 to 2");
    Cli.Result again = score(labels, "--metric", "accuracy");
    assertThat(again.code()).isEqualTo(ExitCode.USAGE);
    Cli.Result forced = score(labels, "--metric", "accuracy", "--force", "--compact");
    assertThat(forced.out()).contains(correct(LABELS) + " of 21 rows correct");
  }

  @Test
  void aFlippedLabelChangesTheCount() throws Exception {
    int[] flipped = LABELS.clone();
    flipped[4] = (best(4) + (LABELS[4] == best(4) ? 1 : 0)) % 3;
    JsonNode json = score(labels("flipped.json", flipped), "--metric", "accuracy", "--json").json();
    assertThat(totals(json)).containsExactly(correct(flipped));
    assertThat(correct(flipped)).isNotEqualTo(correct(LABELS));
  }

  @Test
  void confusionCountsEveryRowOnce() throws Exception {
    JsonNode json = score(labels("labels.json", LABELS), "--metric", "confusion", "--json").json();
    Long[] expected = new Long[9];
    Arrays.fill(expected, 0L);
    for (int row = 0; row < ROWS; row++) {
      expected[LABELS[row] * 3 + best(row)]++;
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
      expected[groups[row] * 2 + (best(row) == LABELS[row] ? 1 : 0)]++;
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
                            .filter(c -> X[row * 3 + c] > X[row * 3 + LABELS[row]])
                            .count()
                        < 2)
            .count();
    assertThat(result.out()).contains(found + " of 21 rows found among the best 2");
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
    for (int cell = 0; cell < X.length; cell++) {
      sum += Math.pow(X[cell] - (cell % 3 == 0 ? 0.5 : 0), 2) / 3;
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
    for (int cell = 0; cell < X.length; cell++) {
      sums[groups[cell / 3]] += Math.pow(X[cell] - (cell % 3 == 0 ? 0.5 : 0), 2) / 3;
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
      table.append(X[row * 3]).append(',').append(groups[row]).append(',');
      table.append(X[row * 3 + 1]).append(',').append(X[row * 3 + 2]).append(',');
      table.append(LABELS[row]).append('\n');
    }
    String rows = new DataFixture(folder).text("all.csv", table.toString());
    Cli.Result result = ofTable(rows, "--group-by", "sex", "--json");
    assertThat(result.code()).as(result.err()).isZero();
    List<Long> cells = totals(result.json());
    assertThat(cells.get(1) + cells.get(3)).isEqualTo(correct(LABELS));
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
