package dev.vouch.cli.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A network to cut, x to y by three layers, and commands that succeed or fail. */
final class ThreeLayers {
  static final int WIDTH = 6;

  private ThreeLayers() {}

  /**
   * Three layers, each a product with weights and a Relu.
   *
   * @param rows length of the first axis, or its name
   */
  static String onnx(Path file, Object rows) throws IOException {
    return onnx(file, rows, 0);
  }

  /**
   * The same with another weight.
   *
   * @param changed the layer that has it, from 1; 0 for none
   */
  static String onnx(Path file, Object rows, int changed) throws IOException {
    ModelBuilder network = ModelBuilder.model().input("x", DataType.FLOAT, rows, WIDTH);
    Random random = new Random(1);
    String value = "x";
    for (int layer = 1; layer <= 3; layer++) {
      double[] weights = random.doubles(WIDTH * WIDTH, -1, 1).map(v -> (float) v).toArray();
      if (layer == changed) {
        weights[0] = -weights[0];
      }
      network
          .initializer(
              "w" + layer, TensorData.ofDoubles(DataType.FLOAT, new int[] {WIDTH, WIDTH}, weights))
          .node("MatMul", value + " w" + layer, "s" + layer)
          .node("Relu", "s" + layer, layer == 3 ? "y" : "a" + layer);
      value = "a" + layer;
    }
    return Files.write(file, network.output("y").build().toByteArray()).toString();
  }

  /** What a command that succeeds says. */
  static JsonNode run(String... words) throws IOException {
    Cli.Result result = result(words);
    assertThat(result.code()).as(result.err()).isZero();
    return result.json();
  }

  static void requireFailure(int code, String reason, String message, String... words)
      throws IOException {
    Cli.Result result = result(words);
    assertThat(result.code()).as(result.err()).isEqualTo(code);
    assertThat(result.json().get("reason").asText()).isEqualTo(reason);
    assertThat(result.json().get("message").asText()).contains(message);
  }

  private static Cli.Result result(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--json");
    return Cli.run(all.toArray(String[]::new));
  }
}
