package dev.vouch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** y = a · b, calibrated where one of both is small: y saturates long before a or b are clamped. */
class StrictTest {
  @TempDir static Path folder;

  private static String network;
  private static String model;
  private static String calm;

  /** Two products of three are beyond the range of the output. */
  private static String saturating;

  /** As {@link #saturating}, with one value of a beyond its range. */
  private static String clamped;

  @BeforeAll
  static void files() throws IOException {
    DataFixture data = new DataFixture(folder);
    calm = data.text("calm.json", "{\"a\": [[1, -1, 0.125]], \"b\": [[0.125, 0.1, 1]]}");
    saturating = data.text("saturating.json", "{\"a\": [[1, 1, 0]], \"b\": [[1, 1, 0]]}");
    clamped = data.text("clamped.json", "{\"a\": [[1, 7.25, 0]], \"b\": [[1, 1, 0]]}");
    network = product(folder.resolve("product.onnx")).toString();
    model = folder.resolve("product.vouch").toString();
    Cli.Result compiled = Cli.run("compile", network, "--calibrate", calm, "-o", model);
    assertThat(compiled.code()).as(compiled.err()).isZero();
  }

  private static Path product(Path file) throws IOException {
    SumNetwork.write(file, List.of("a", "b"), 1, 3);
    ModelProto.Builder network = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
    network.getGraphBuilder().getNodeBuilder(0).setOpType("Mul");
    return Files.write(file, network.build().toByteArray());
  }

  private static void assertSaturated(JsonNode warning) {
    assertThat(warning.get("kind").asText()).isEqualTo("saturated");
    assertThat(warning.get("operator").asText()).isEqualTo("Mul");
    assertThat(warning.get("count").asInt()).isEqualTo(2);
    assertThat(warning.get("size").asInt()).isEqualTo(3);
    assertThat(warning.has("input")).isFalse();
  }

  @Test
  void runAndProveWarnOfSaturationInside() throws IOException {
    String proof = folder.resolve("warned.proof").toString();
    for (Cli.Result result :
        List.of(
            Cli.run("run", model, "--input", saturating, "--json"),
            Cli.run("prove", model, "--input", saturating, "-o", proof, "--json"))) {
      assertThat(result.code()).as(result.err()).isZero();
      JsonNode warnings = result.json().get("warnings");
      assertThat(warnings).hasSize(1);
      assertSaturated(warnings.get(0));
      assertThat(result.err()).contains("warning: node ", "(Mul): 2 of 3 values saturate");
    }
    assertThat(Path.of(proof)).exists();
  }

  @Test
  void clampedInputsHaveTheirRangeAndNeverAValue() throws IOException {
    Cli.Result result = Cli.run("run", model, "--input", clamped, "--json");
    JsonNode warnings = result.json().get("warnings");
    assertThat(warnings).hasSize(2);
    JsonNode input = warnings.get(0);
    assertThat(input.get("kind").asText()).isEqualTo("clamped-input");
    assertThat(input.get("input").asText()).isEqualTo("a");
    assertThat(input.get("count").asInt()).isEqualTo(1);
    assertThat(input.get("size").asInt()).isEqualTo(3);
    assertThat(input.get("least").asDouble()).isEqualTo(-2);
    assertThat(input.get("most").asDouble()).isBetween(1.99, 2.0);
    assertSaturated(warnings.get(1));
    assertThat(result.err()).doesNotContain("7.25");
  }

  @Test
  void strictFailsAndWritesNoProof() throws IOException {
    Path proof = folder.resolve("strict.proof");
    Path openings = folder.resolve("strict.open");
    for (String input : List.of(saturating, clamped)) {
      for (Cli.Result result :
          List.of(
              Cli.run("run", model, "--input", input, "--strict", "--json"),
              Cli.run(
                  "prove",
                  model,
                  "--input",
                  input,
                  "--strict",
                  "-o",
                  proof.toString(),
                  "--openings",
                  openings.toString(),
                  "--json"),
              Cli.run(
                  "check",
                  network,
                  "--calibrate",
                  calm,
                  "--data",
                  input,
                  "--prove",
                  "0",
                  "--strict",
                  "--json"))) {
        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.GATE_MISSED);
        JsonNode json = result.json();
        assertThat(json.get("ok").asBoolean()).isFalse();
        assertThat(json.get("reason").asText()).isEqualTo("SATURATED");
        assertThat(json.get("warnings")).hasSize(input.equals(clamped) ? 2 : 1);
        assertThat(json.get("message").asText()).contains("(Mul): 2 of 3").doesNotContain("7.25");
      }
    }
    assertThat(proof).doesNotExist();
    assertThat(openings).doesNotExist();
  }

  @Test
  void strictLetsPassWhatIsNotCutOff() {
    String proof = folder.resolve("calm.proof").toString();
    assertThat(Cli.run("run", model, "--input", calm, "--strict").code()).isZero();
    assertThat(Cli.run("prove", model, "--input", calm, "--strict", "-o", proof).code()).isZero();
    assertThat(Cli.run("check", network, "--data", calm, "--prove", "0", "--strict").code())
        .isZero();
  }

  @Test
  void checkCountsOverAllSamples() throws IOException {
    String two =
        new DataFixture(folder)
            .text(
                "two.json",
                "{\"a\": [[[1, 1, 0]], [[0, 1, 0]]], \"b\": [[[1, 1, 0]], [[0, 1, 0]]]}");
    Cli.Result result =
        Cli.run("check", network, "--calibrate", calm, "--data", two, "--prove", "0", "--json");
    assertThat(result.code()).as(result.err()).isZero();
    JsonNode warning = result.json().get("warnings").get(0);
    assertThat(warning.get("count").asInt()).isEqualTo(3);
    assertThat(warning.get("size").asInt()).isEqualTo(6);
  }
}
