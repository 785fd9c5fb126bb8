package dev.vouch.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.circuits.ModelFolders;
import dev.vouch.circuits.data.Npz;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.cli.Cli;
import dev.vouch.cli.DataFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two networks of other architecture that were trained apart, scored on the same committed, hidden
 * digits, in batches of other size.
 */
class SharedScoreIT {
  private static final int ROWS = 200;

  @TempDir private Path folder;

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private static Cli.Result run(String... words) {
    Cli.Result result = Cli.run(words);
    assertThat(result.code()).as(result.err()).isZero();
    return result;
  }

  /** Scores a network on the committed digits; gives the folder. */
  private String score(Path model, int batch) throws IOException {
    String place = path(model.getFileName().toString());
    JsonNode scored =
        run(
                "score",
                model.resolve("model.onnx").toString(),
                "--committed",
                path("digits.openings"),
                "--metric",
                "accuracy",
                "--batch",
                "" + batch,
                "-o",
                place,
                "--json")
            .json();
    assertThat(scored.at("/score/rows").asInt()).isEqualTo(ROWS);
    return place;
  }

  /** What a verifier is shown of the sum. */
  private long verified(String place, String proofs, String opening, String id) throws IOException {
    JsonNode verified =
        run(
                "verify",
                place + "/score.vk",
                place + proofs,
                "--complete",
                "--input-id",
                id,
                "--commitment",
                path("digits.commitment"),
                "--opening",
                place + opening,
                "--json")
            .json();
    return verified.at("/opened/0/tensor/correct/integers/0").asLong();
  }

  /** What the network with its metric gives in plain integers, row by row. */
  private static long counted(String place, String data, int batch) throws IOException {
    long sum = 0;
    for (int sample = 0; sample < ROWS / batch; sample++) {
      Cli.Result result =
          run("run", place + "/score.vouch", "--input", data, "--sample", "" + sample, "--json");
      JsonNode correct = result.json().get("outputs").get("correct").get("integers");
      assertThat(correct).hasSize(batch);
      for (JsonNode row : correct) {
        sum += row.asLong();
      }
    }
    return sum;
  }

  /** The same as {@code score} does, command by command, with the model that it wrote. */
  private void proveOnceMore(String place) {
    run(
        "prove",
        place + "/score.vouch",
        "--committed",
        path("digits.openings"),
        "--all",
        "--openings",
        place + "/out.openings",
        "-o",
        place + "/again.proofs");
    run(
        "reveal",
        place + "/out.openings",
        "--tensor",
        "correct",
        "--sum",
        "-o",
        place + "/again.json");
  }

  @Test
  void oneCommitmentServesBoth() throws Exception {
    Path digits = ModelFolders.require("mnist_mlp").resolve("inputs.npz");
    TensorData input = Npz.read(digits, "input"::equals).get("input");
    TensorData labels = Npz.read(digits, "labels"::equals).get("labels");
    String data =
        new DataFixture(folder)
            .text(
                "digits.json",
                "{\"input\": "
                    + nested(input.toDoubles())
                    + ", \"label\": "
                    + Arrays.toString(labels.longs())
                    + "}");
    String id =
        run(
                "commit",
                data,
                "--reals",
                "input=1",
                "--classes",
                "label=10",
                "-o",
                path("digits.commitment"),
                "--json")
            .json()
            .get("dataId")
            .asText();
    for (Map.Entry<String, Integer> each : Map.of("mnist_mlp", 50, "conv_fc", 25).entrySet()) {
      String place = score(ModelFolders.require(each.getKey()), each.getValue());
      long counted = counted(place, data, each.getValue());
      assertThat(counted).isBetween(180L, 200L);
      assertThat(verified(place, "/score.proofs", "/total.json", id)).isEqualTo(counted);
      proveOnceMore(place);
      assertThat(verified(place, "/again.proofs", "/again.json", id)).isEqualTo(counted);
    }
  }

  private static String nested(double... cells) {
    StringBuilder text = new StringBuilder("[");
    for (int cell = 0; cell < cells.length; cell++) {
      text.append(cell == 0 ? "[" : cell % 784 == 0 ? "],[" : ",").append(cells[cell]);
    }
    return text.append("]]").toString();
  }
}
