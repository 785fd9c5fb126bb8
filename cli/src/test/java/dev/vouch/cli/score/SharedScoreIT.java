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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

  private String score(Path model, int batch, String... more) throws IOException {
    String name = model.getFileName().toString();
    List<String> words =
        new ArrayList<>(
            List.of(
                "score",
                model.resolve("model.onnx").toString(),
                "--data",
                model.resolve("inputs.npz").toString(),
                "--metric",
                "accuracy",
                "--batch",
                "" + batch,
                "-o",
                path(name)));
    words.addAll(List.of(more));
    run(words.toArray(String[]::new));
    return path(name);
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

  private long proven(String place, String key) throws IOException {
    String proofs = place + "/committed.proofs";
    run(
        "prove",
        place + "/score.vouch",
        "--committed",
        path("digits.openings"),
        "--all",
        "--openings",
        place + "/out.openings",
        "-o",
        proofs);
    run(
        "reveal",
        place + "/out.openings",
        "--tensor",
        "correct",
        "--rows",
        "0-" + (ROWS - 1),
        "--sum",
        "-o",
        place + "/committed.json");
    JsonNode verified =
        run(
                "verify",
                key,
                proofs,
                "--complete",
                "--commitment",
                path("digits.commitment"),
                "--opening",
                place + "/committed.json",
                "--json")
            .json();
    return verified
        .get("opened")
        .get(0)
        .get("tensor")
        .get("correct")
        .get("integers")
        .get(0)
        .asLong();
  }

  @Test
  void oneCommitmentServesBoth() throws Exception {
    Path mlp = ModelFolders.require("mnist_mlp");
    Path convolutional = ModelFolders.require("conv_fc");
    String first = score(mlp, 50);
    TensorData digits = Npz.read(mlp.resolve("inputs.npz"), "input"::equals).get("input");
    TensorData labels = Npz.read(mlp.resolve("inputs.npz"), "labels"::equals).get("labels");
    String data =
        new DataFixture(folder)
            .text(
                "digits.json",
                "{\"input\": "
                    + nested(digits.toDoubles())
                    + ", \"label\": "
                    + Arrays.toString(labels.longs())
                    + "}");
    run(
        "commit",
        data,
        "--key",
        first + "/score.vk",
        "-o",
        path("digits.commitment"),
        "--openings",
        path("digits.openings"));
    String second = score(convolutional, 25, "--input-format", path("digits.commitment"));
    long ofFirst = proven(first, first + "/score.vk");
    long ofSecond = proven(second, second + "/score.vk");
    assertThat(ofFirst).isEqualTo(counted(first, data, 50)).isBetween(180L, 200L);
    assertThat(ofSecond).isEqualTo(counted(second, data, 25)).isBetween(180L, 200L);
  }

  private static String nested(double... cells) {
    StringBuilder text = new StringBuilder("[");
    for (int cell = 0; cell < cells.length; cell++) {
      text.append(cell == 0 ? "[" : cell % 784 == 0 ? "],[" : ",").append(cells[cell]);
    }
    return text.append("]]").toString();
  }
}
