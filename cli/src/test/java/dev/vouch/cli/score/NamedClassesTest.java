package dev.vouch.cli.score;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import dev.vouch.cli.Cli;
import dev.vouch.cli.DataFixture;
import dev.vouch.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels that are words: which number each is, the user says or the model. */
class NamedClassesTest {
  private static final int ROWS = ThreeClasses.ROWS;
  private static final List<String> NAMES = List.of("setosa", "versicolor", "virginica");
  private static final String LISTED = String.join(",", NAMES);

  @TempDir private static Path shared;
  @TempDir private Path folder;

  private static String plain;
  private static String naming;
  private static String numbering;
  private static String data;
  private static String words;

  /**
   * Networks of the same scores: without labels, with words, with integers from 1. What they
   * compute is called {@code label}, as in scikit-learn's.
   */
  @BeforeAll
  static void write() throws IOException {
    plain = ThreeClasses.network(shared.resolve("plain.onnx"));
    naming = classifier("naming.onnx", attribute("classlabels_strings", NAMES));
    numbering = classifier("numbering.onnx", attributes("classlabels_ints", 1, 2, 3));
    data = new DataFixture(shared).text("x.json", ThreeClasses.x());
    words =
        new DataFixture(shared).text("words.csv", "species\n" + lines(label -> NAMES.get(label)));
  }

  private static String classifier(String name, AttributeProto labels) throws IOException {
    byte[] model =
        ModelBuilder.model()
            .input("x", DataType.FLOAT, "N", 3)
            .call(
                "ai.onnx.ml",
                "LinearClassifier",
                "x",
                "label y",
                attribute("coefficients", 1.0, 0, 0, 0, 1, 0, 0, 0, 1),
                attribute("intercepts", 0.0, 0, 0),
                labels)
            .output("label")
            .output("y")
            .build()
            .toByteArray();
    return Files.write(shared.resolve(name), model).toString();
  }

  private static String lines(IntFunction<String> text) {
    return Arrays.stream(ThreeClasses.labels())
        .mapToObj(text)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private Cli.Result score(String model, String labels, String metric, String... more) {
    List<String> all = new ArrayList<>(List.of("score", model, "--data", data));
    all.addAll(List.of("--labels", labels, "--metric", metric, "--batch", "8", "--threads", "2"));
    all.addAll(List.of("-o", folder.resolve("score").toString(), "--force"));
    all.addAll(List.of(more));
    return Cli.run(all.toArray(String[]::new));
  }

  private static long[] matrix() {
    int[] labels = ThreeClasses.labels();
    long[] cells = new long[9];
    for (int row = 0; row < ROWS; row++) {
      cells[labels[row] * 3 + ThreeClasses.best(row)]++;
    }
    return cells;
  }

  private static void requireMatrix(Cli.Result result) throws IOException {
    assertThat(result.code()).as(result.err()).isZero();
    JsonNode score = result.json().get("score");
    for (int cell = 0; cell < 9; cell++) {
      JsonNode total = score.get("totals").get(cell);
      assertThat(total.get("sum").asLong()).isEqualTo(matrix()[cell]);
      int label = cell / 3;
      int given = cell % 3;
      assertThat(total.get("cell").asText()).isEqualTo("label " + label + ", class " + given);
      assertThat(total.get("named").asText())
          .isEqualTo(
              String.format(
                  "label %s (%d), class %s (%d)",
                  NAMES.get(label), label, NAMES.get(given), given));
    }
    assertThat(score.get("classNames")).hasSize(3);
    assertThat(score.at("/classNames/2").asText()).isEqualTo("virginica");
  }

  @Test
  void theUserSaysWhatClassesAreCalled() throws Exception {
    requireMatrix(score(plain, words, "confusion", "--class-names", LISTED, "--json"));
    String file = new DataFixture(folder).text("names.txt", String.join("\n", NAMES) + "\n");
    Cli.Result text = score(plain, words, "confusion", "--class-names", file);
    assertThat(text.code()).as(text.err()).isZero();
    assertThat(text.out())
        .contains("classes   setosa (0), versicolor (1), virginica (2)")
        .contains("4 label setosa (0), class versicolor (1)");
    assertThat(matrix()[1]).isEqualTo(4);
  }

  @Test
  void theModelSaysIt() throws Exception {
    requireMatrix(score(naming, words, "confusion", "--json"));
    Cli.Result text = score(naming, words, "accuracy");
    assertThat(text.out())
        .contains(ThreeClasses.correct(ThreeClasses.labels()) + " of 21 rows correct")
        .contains("classes   setosa (0), versicolor (1), virginica (2)");
    Cli.Result verified = ThreeClasses.verify(folder.resolve("score"));
    assertThat(verified.code()).as(verified.err()).isZero();
  }

  /** Numbers stay what they are, and JSON may have words too. */
  @Test
  void numbersAndWordsMeanTheSame() throws Exception {
    DataFixture files = new DataFixture(folder);
    String numbers = files.text("numbers.csv", "species\n" + lines(Integer::toString));
    requireMatrix(score(naming, numbers, "confusion", "--json"));
    String json =
        files.text(
            "words.json",
            Arrays.stream(ThreeClasses.labels())
                .mapToObj(label -> '"' + NAMES.get(label) + '"')
                .collect(Collectors.joining(",", "[", "]")));
    requireMatrix(score(plain, json, "confusion", "--class-names", LISTED, "--json"));
  }

  /** Labels 1, 2, 3 are what the network gives, and the places 0, 1, 2 of its scores. */
  @Test
  void classesThatAreNumberedOtherwise() throws Exception {
    DataFixture files = new DataFixture(folder);
    String numbers = files.text("n.csv", "species\n" + lines(label -> "" + (label + 1)));
    Cli.Result matrix = score(numbering, numbers, "confusion", "--json");
    assertThat(matrix.code()).as(matrix.err()).isZero();
    JsonNode score = matrix.json().get("score");
    for (int cell = 0; cell < 9; cell++) {
      assertThat(score.at("/totals/" + cell + "/sum").asLong()).isEqualTo(matrix()[cell]);
    }
    assertThat(score.at("/classNames/0").asText()).isEqualTo("1");
    String correct = ThreeClasses.correct(ThreeClasses.labels()) + " of 21 rows correct";
    assertThat(score(numbering, numbers, "accuracy").out()).contains(correct);
    String[] ofScores = {"--output", "y", "--class-names", LISTED};
    assertThat(score(numbering, words, "accuracy", ofScores).out()).contains(correct);
  }

  @Test
  void numbersOfClassesAreNotTakenForPlaces() throws Exception {
    String numbers = new DataFixture(folder).text("n.csv", "species\n" + lines(label -> "1"));
    requireRefused(
        score(numbering, words, "accuracy", "--class-names", LISTED),
        ExitCode.USAGE,
        "the network's labels are the numbers [1, 2, 3]; --class-names");
    requireRefused(
        score(numbering, numbers, "accuracy", "--output", "y"),
        ExitCode.USAGE,
        "the network's classes have the numbers [1, 2, 3]",
        "--class-names");
  }

  /** Words are a column of the table that holds the rows, and so are groups. */
  @Test
  void labelsAndGroupsAreWordsOfTheTable() throws Exception {
    int[] labels = ThreeClasses.labels();
    StringBuilder table = new StringBuilder("a,sex,b,c,species\n");
    long[] expected = new long[4];
    for (int row = 0; row < ROWS; row++) {
      double[] x = ThreeClasses.x(row);
      table.append(x[0]).append(row % 3 == 0 ? ",f," : ",m,").append(x[1]).append(',');
      table.append(x[2]).append(',').append(NAMES.get(labels[row])).append('\n');
      expected[(row % 3 == 0 ? 0 : 2) + (ThreeClasses.best(row) == labels[row] ? 1 : 0)]++;
    }
    String[] command = {
      "score",
      naming,
      "--data",
      new DataFixture(folder).text("all.csv", table.toString()),
      "--labels",
      "species",
      "--group-by",
      "sex",
      "--group-names",
      "f,m",
      "--metric",
      "accuracy",
      "-o",
      folder.resolve("table").toString(),
      "--json"
    };
    Cli.Result result = Cli.run(command);
    assertThat(result.code()).as(result.err()).isZero();
    JsonNode totals = result.json().at("/score/totals");
    for (int cell = 0; cell < 4; cell++) {
      assertThat(totals.get(cell).get("sum").asLong()).isEqualTo(expected[cell]);
    }
    assertThat(totals.get(3).get("named").asText()).isEqualTo("group m (1): correct");
    assertThat(result.json().at("/score/groupNames/0").asText()).isEqualTo("f");
  }

  /** The owner commits to words; which number each is stands in what commit prints. */
  @Test
  void committedLabelsWereWords() throws Exception {
    String rows =
        "{\"x\": "
            + ThreeClasses.x()
            + ", \"label\": ["
            + Arrays.stream(ThreeClasses.labels())
                .mapToObj(label -> '"' + NAMES.get(label) + '"')
                .collect(Collectors.joining(",", "", "]}"));
    String file = new DataFixture(folder).text("rows.json", rows);
    String[] commit = {
      "commit", file, "--reals", "x=1", "--classes", "label=" + LISTED, "-o", out("d.commitment")
    };
    Cli.Result text = Cli.run(commit);
    assertThat(text.code()).as(text.err()).isZero();
    assertThat(text.out()).contains("classes   label: setosa (0), versicolor (1), virginica (2)");
    Cli.Result scored =
        Cli.run(
            "score",
            naming,
            "--committed",
            out("d.openings"),
            "--metric",
            "confusion",
            "-o",
            out("score"),
            "--json");
    requireMatrix(scored);
    assertThat(
            ThreeClasses.verify(
                    folder.resolve("score"), "--input-id", scored.json().get("dataId").asText())
                .code())
        .isZero();
  }

  private String out(String name) {
    return folder.resolve(name).toString();
  }

  private void requireRefused(Cli.Result result, int code, String... what) {
    assertThat(result.code()).as(result.out() + result.err()).isEqualTo(code);
    assertThat(result.err()).contains(what);
    assertThat(folder.resolve("score/score.proofs")).doesNotExist();
  }

  @Test
  void whatIsNoNameOfAClassIsRefused() throws Exception {
    requireRefused(
        score(plain, words, "accuracy"),
        ExitCode.MALFORMED,
        "line 2, column 1 'species' of the CSV is '",
        "' in row 0",
        "--class-names");
    requireRefused(
        score(plain, words, "accuracy", "--class-names", "setosa,versicolor,verginica"),
        ExitCode.MALFORMED,
        "'virginica' in row",
        "none of the classes [setosa, versicolor, verginica]");
  }

  @Test
  void namesThatDoNotSuitAreRefused() throws Exception {
    String numbers = new DataFixture(folder).text("n.csv", "species\n" + lines(Integer::toString));
    requireRefused(
        score(plain, numbers, "accuracy", "--class-names", LISTED + ",other"),
        ExitCode.USAGE,
        "there are 4 names, of 3; --class-names");
    requireRefused(
        score(plain, numbers, "accuracy", "--class-names", "a,b,a"),
        ExitCode.USAGE,
        "classes 0 and 2 have one name, 'a'; --class-names");
    requireRefused(
        score(naming, words, "accuracy", "--class-names", "versicolor,setosa,virginica"),
        ExitCode.USAGE,
        "the model has these classes in another order, [setosa, versicolor, virginica]");
    requireRefused(
        score(plain, data, "mse", "--class-names", LISTED),
        ExitCode.USAGE,
        "labels of mse are numbers; --class-names");
    requireRefused(
        score(plain, numbers, "accuracy", "--group-names", "f,m"),
        ExitCode.USAGE,
        "there are no groups; --group-names");
    requireRefused(
        score(plain, numbers, "accuracy", "--group-by", numbers, "--group-names", "f,m"),
        ExitCode.USAGE,
        "there are 2 names, of 3; --group-names");
    requireRefused(
        score(plain, numbers, "accuracy", "--class-names", "nowhere"), ExitCode.USAGE, "nowhere");
    String empty = new DataFixture(folder).text("empty.txt", "a\n\nb\n");
    requireRefused(
        score(plain, numbers, "accuracy", "--class-names", empty),
        ExitCode.MALFORMED,
        "class 1 has no name");
    Path latin = Files.write(folder.resolve("latin.txt"), new byte[] {(byte) 0xE9, '\n', 'b'});
    requireRefused(
        score(plain, numbers, "accuracy", "--class-names", latin.toString()),
        ExitCode.MALFORMED,
        "latin.txt is no text in UTF-8");
  }

  @Test
  void aByteOrderMarkIsNoPartOfAName() throws Exception {
    String file = new DataFixture(folder).text("m.txt", "\uFEFF" + String.join("\r\n", NAMES));
    requireMatrix(score(plain, words, "confusion", "--class-names", file, "--json"));
  }

  /** The column that is there is blamed, not the usual one that is not. */
  @Test
  void aWordInAColumnOfTheUsualName() throws Exception {
    String table = new DataFixture(folder).text("t.csv", "a,b,c,label\n1,0,0,cow\n");
    Cli.Result result = Cli.run("score", naming, "--data", table, "--metric", "accuracy");
    requireRefused(result, ExitCode.MALFORMED, "column 4 'label' of the CSV is 'cow' in row 0");
  }
}
