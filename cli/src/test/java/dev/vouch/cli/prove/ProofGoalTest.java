package dev.vouch.cli.prove;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.cli.Cli;
import dev.vouch.cli.DataFixture;
import dev.vouch.cli.SumNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code compile --for} and the sizes that are told before there is a proof. */
class ProofGoalTest {
  private static final int CELLS = 20_000;

  @TempDir static Path folder;

  private static String network;
  private static String data;

  @BeforeAll
  static void write() throws IOException {
    network = SumNetwork.write(folder.resolve("sum.onnx"), List.of("a", "b"), 1, CELLS).toString();
    String row = "[[" + String.join(",", Collections.nCopies(CELLS, "0.5")) + "]]";
    data = new DataFixture(folder).text("data.json", "{\"a\": " + row + ", \"b\": " + row + "}");
  }

  private static JsonNode compile(String model, String... options) throws IOException {
    List<String> words =
        new ArrayList<>(List.of("compile", network, "--calibrate", data, "-o", model));
    words.addAll(List.of(options));
    words.addAll(List.of("--force", "--json"));
    Cli.Result result = Cli.run(words.toArray(String[]::new));
    assertThat(result.code()).as(result.err()).isZero();
    return result.json().get("proofSizes");
  }

  private static long proofBytes(String model, String... options) throws IOException {
    Path proof = folder.resolve("x.proof");
    List<String> words =
        new ArrayList<>(
            List.of("prove", model, "--input", data, "-o", proof.toString(), "--force"));
    words.addAll(List.of(options));
    Cli.Result proved = Cli.run(words.toArray(String[]::new));
    assertThat(proved.code()).as(proved.err()).isZero();
    String key = model.replace(".vouch", ".vk");
    assertThat(Cli.run("verify", key, proof.toString()).code()).isZero();
    return Files.size(proof);
  }

  @Test
  void compactProofsAreSmallerThanThoseForLatency() throws IOException {
    String model = folder.resolve("sum.vouch").toString();
    JsonNode latency = compile(model);
    assertThat(compile(model, "--for", "latency")).isEqualTo(latency);
    JsonNode compact = compile(model, "--for", "compact");
    assertThat(compact.get("columns").asInt()).isGreaterThan(latency.get("columns").asInt());
    assertThat(compact.get("compact").asLong()).isLessThan(latency.get("compact").asLong());
    assertThat(compact.get("plain").asLong()).isGreaterThan(latency.get("plain").asLong());
  }

  @Test
  void sizesAreThoseOfTheProofs() throws IOException {
    String model = folder.resolve("sizes.vouch").toString();
    JsonNode sizes = compile(model, "--for", "compact");
    assertThat(proofBytes(model)).isEqualTo(sizes.get("plain").asLong());
    for (String threads : List.of("1", "2")) {
      assertThat(proofBytes(model, "--compact", "--threads", threads))
          .isEqualTo(sizes.get("compact").asLong());
    }
    JsonNode inspected =
        Cli.run("inspect", model.replace(".vouch", ".vk"), "--json").json().get("proofSizes");
    assertThat(inspected).isEqualTo(sizes);
  }
}
