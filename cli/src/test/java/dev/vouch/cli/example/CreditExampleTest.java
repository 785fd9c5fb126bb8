package dev.vouch.cli.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code examples/credit}: its commands run, and its models say what onnxruntime says of them. */
class CreditExampleTest {
  private static final Path EXAMPLE = Path.of("..", "examples", "credit");
  private static final String ROWS = "applicants.csv";
  private static final int COUNT = 1000;
  private static final double AFTER_POST_TRANSFORM = 0x1p-14;

  @TempDir Path folder;

  private static String file(String name) {
    return EXAMPLE.resolve(name).toString();
  }

  private static Cli.Result run(String... args) {
    Cli.Result result = Cli.run(args);
    assertThat(result.code()).as(String.join(" ", args) + "\n" + result.err()).isZero();
    return result;
  }

  /** What onnxruntime computed: a row's label and its two probabilities. */
  private static double[][] expected(String model) throws IOException {
    try (Stream<String> lines = Files.lines(EXAMPLE.resolve(model + ".expected.csv"))) {
      return lines
          .skip(1)
          .map(line -> Stream.of(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray())
          .toArray(double[][]::new);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "xgboost,applicant,0x1p-14",
    "lightgbm,applicant,0x1p-14",
    "logistic,'applicant,savings,months_employed,card_utilisation',0x1p-11"
  })
  void everyRowIsAsOnnxruntimeComputesIt(String model, String ignored, double tolerance)
      throws IOException {
    JsonNode checked =
        run(
                "check",
                file(model + ".onnx"),
                "--calibrate",
                file("history.csv"),
                "--data",
                file(ROWS),
                "--csv-ignore",
                ignored,
                "--expected",
                file(model + ".expected.csv"),
                "--prove",
                "1",
                "--json")
            .json();
    assertThat(checked.get("proved").asInt()).isEqualTo(1);
    JsonNode label = checked.get("report").get("outputs").get(0);
    assertThat(label.get("name").asText()).isEqualTo("label");
    assertThat(label.get("cells").asInt()).isEqualTo(COUNT);
    assertThat(label.get("equal").asInt()).isEqualTo(COUNT);
    JsonNode probabilities = checked.get("report").get("outputs").get(1);
    assertThat(probabilities.get("maxAbs").asDouble()).isPositive().isLessThan(tolerance);
  }

  @Test
  void theCommandsOfThePageRun() throws Exception {
    String page = Files.readString(EXAMPLE.resolve("README.md"));
    List<String> commands = page.lines().filter(line -> line.startsWith("./vouch ")).toList();
    assertThat(commands).hasSize(10);
    String modelId = "";
    for (String command : commands) {
      Cli.Result result = run((here(command) + " --json").split(" ", -1));
      if (command.contains("-o batch.vouch")) {
        modelId = result.json().get("modelId").asText();
      } else if (command.contains("-o one.proof")) {
        assertScores(result.json().get("outputs"), "xgboost", 17);
      } else if (command.contains("-o logistic.proof")) {
        assertThat(result.json().get("outputs").get("label").get("values").get(0).asDouble())
            .isEqualTo(expected("logistic")[17][0]);
      }
    }
    String java = page.lines().filter(line -> line.startsWith("java ")).findFirst().orElseThrow();
    assertThat(java)
        .endsWith(" examples/credit/VerifyScores.java batch.vk batch.proof MODEL_ID march");
    assertThat(java)
        .contains(
            "/" + PlainJava.place(Class.forName(PlainJava.BOUNCY_CASTLE)).getFileName() + " ");
    List<String> lines = verifyScores(0, modelId, "march");
    assertThat(lines).hasSize(COUNT + 1);
    double[][] scores = expected("xgboost");
    for (int row = 0; row < COUNT; row++) {
      String[] cells = lines.get(row + 1).split(",", -1);
      assertThat(Double.parseDouble(cells[1])).isEqualTo(scores[row][0]);
      assertThat(Double.parseDouble(cells[2]))
          .isCloseTo(scores[row][2], within(AFTER_POST_TRANSFORM));
    }
    assertThat(verifyScores(1, modelId, "april")).isEmpty();
    assertThat(verifyScores(1, "00".repeat(32), "march")).isEmpty();
  }

  /** A command with the example's files as they lie here, and its own in the test's folder. */
  private String here(String command) {
    return Arrays.stream(command.split(" ", -1))
        .skip(1)
        .map(word -> word.replace("examples/credit", EXAMPLE.toString()))
        .map(word -> word.matches("\\w+\\.(vouch|vk|proof)") ? folder.resolve(word) + "" : word)
        .reduce((a, b) -> a + " " + b)
        .orElseThrow();
  }

  private static void assertScores(JsonNode outputs, String model, int row) throws IOException {
    double[] scores = expected(model)[row];
    assertThat(outputs.get("label").get("values").get(0).asDouble()).isEqualTo(scores[0]);
    for (int i = 0; i < 2; i++) {
      assertThat(outputs.get("probabilities").get("values").get(i).asDouble())
          .isCloseTo(scores[i + 1], within(AFTER_POST_TRANSFORM));
    }
  }

  /** What the Java program prints that has nothing but the verifier and Bouncy Castle. */
  private List<String> verifyScores(int code, String modelId, String context) throws Exception {
    List<String> words = new ArrayList<>(List.of(file("VerifyScores.java")));
    Stream.of("batch.vk", "batch.proof")
        .map(folder::resolve)
        .map(Path::toString)
        .forEach(words::add);
    words.add(modelId);
    words.add(context);
    return PlainJava.run(folder, code, words).out().lines().toList();
  }
}
