package dev.vouch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.onnx.proto.NodeProto;
import dev.vouch.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arguments for which an operator has no result: all commands refuse them, or none does. */
class UndefinedResultTest {
  @TempDir static Path folder;
  private static String calm;

  @BeforeAll
  static void data() throws IOException {
    calm = new DataFixture(folder).text("calm.json", "{\"a\": [[0.25, 0.5, 0.875]]}");
  }

  private static String network(String operator) throws IOException {
    Path file = folder.resolve(operator + ".onnx");
    SumNetwork.write(file, List.of("a"), 1, 3);
    ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
    NodeProto.Builder node = model.getGraphBuilder().getNodeBuilder(0);
    String input = node.getInput(0);
    node.setOpType(operator).setName("f").clearInput().addInput(input);
    return Files.write(file, model.build().toByteArray()).toString();
  }

  @ParameterizedTest
  @CsvSource({"Log, -0.125", "Sqrt, -0.5", "Asin, 1.5", "Atanh, -1.25"})
  void noWitnessIsARefusalEverywhere(String operator, double value) throws IOException {
    String network = network(operator);
    String model = folder.resolve(operator + ".vouch").toString();
    Path proof = folder.resolve("x.proof");
    String bad = new DataFixture(folder).text("bad.json", "{\"a\": [[0.25, " + value + ", 0.5]]}");
    assertThat(Cli.run("compile", network, "--calibrate", calm, "-o", model, "--force").code())
        .isZero();
    for (Cli.Result result :
        List.of(
            Cli.run("run", model, "--input", bad, "--json"),
            Cli.run("prove", model, "--input", bad, "-o", proof.toString(), "--json"),
            Cli.run("prove", model, "--input", bad, "-o", proof.toString(), "--strict", "--json"),
            Cli.run("check", network, "--calibrate", calm, "--data", bad, "--json"))) {
      assertThat(result.code()).as(result.out()).isEqualTo(ExitCode.MALFORMED);
      assertThat(result.json().get("message").asText())
          .contains("f (" + operator + ")")
          .doesNotContain(Double.toString(value));
    }
    assertThat(proof).doesNotExist();
    assertThat(Cli.run("run", model, "--input", calm).code()).isZero();
  }

  /** What run and prove warn of. */
  private static List<JsonNode> warnings(String model, String input, String proof)
      throws IOException {
    List<JsonNode> warnings = new ArrayList<>();
    for (Cli.Result result :
        List.of(
            Cli.run("run", model, "--input", input, "--json"),
            Cli.run("prove", model, "--input", input, "-o", proof, "--force", "--json"))) {
      assertThat(result.code()).as(result.err()).isZero();
      warnings.add(result.json().get("warnings"));
    }
    return warnings;
  }

  /** Below 0 by less than 2^-10 of the range: what rounding leaves, or no result. */
  @Test
  void rootsOfNumbersSlightlyBelowZeroAreCountedEverywhere() throws IOException {
    String network = network("Sqrt");
    String model = folder.resolve("root.vouch").toString();
    String proof = folder.resolve("root.proof").toString();
    String bad = new DataFixture(folder).text("below.json", "{\"a\": [[0.25, -0.0005, 0]]}");
    assertThat(Cli.run("compile", network, "--calibrate", calm, "-o", model, "--force").code())
        .isZero();
    for (JsonNode warnings : warnings(model, bad, proof)) {
      assertThat(warnings).hasSize(1);
      assertThat(warnings.get(0).get("node").asText()).isEqualTo("f");
      assertThat(warnings.get(0).get("count").asInt()).isEqualTo(1);
    }
    assertThat(Cli.run("run", model, "--input", bad, "--strict").code())
        .isEqualTo(ExitCode.GATE_MISSED);
    assertThat(Cli.run("run", model, "--input", calm, "--strict").code()).isZero();
  }

  /** Infinite results are cut off; there is nothing that they could be compared with. */
  @ParameterizedTest
  @CsvSource({"Log", "Reciprocal"})
  void infiniteResultsAreCutOffEverywhere(String operator) throws IOException {
    String network = network(operator);
    String model = folder.resolve(operator + ".vouch").toString();
    String proof = folder.resolve("x.proof").toString();
    String zero = new DataFixture(folder).text("zero.json", "{\"a\": [[0.25, 0, 0.5]]}");
    assertThat(Cli.run("compile", network, "--calibrate", calm, "-o", model, "--force").code())
        .isZero();
    for (JsonNode warnings : warnings(model, zero, proof)) {
      assertThat(warnings.get(0).get("node").asText()).isEqualTo("f");
    }
    assertThat(Cli.run("run", model, "--input", zero, "--strict").code())
        .isEqualTo(ExitCode.GATE_MISSED);
    assertThat(Cli.run("prove", model, "--input", zero, "-o", proof, "--force", "--strict").code())
        .isEqualTo(ExitCode.GATE_MISSED);
    Cli.Result check = Cli.run("check", network, "--calibrate", calm, "--data", zero);
    assertThat(check.code()).isEqualTo(ExitCode.MALFORMED);
    assertThat(check.err()).contains("sample 0", operator + " 'f'", "becomes NaN or infinite");
    Cli.Result calibrated =
        Cli.run("compile", network, "--calibrate", zero, "-o", model, "--force");
    assertThat(calibrated.code()).isEqualTo(ExitCode.MALFORMED);
    assertThat(calibrated.err()).contains("calibration sample 0", operator + " 'f'");
  }
}
