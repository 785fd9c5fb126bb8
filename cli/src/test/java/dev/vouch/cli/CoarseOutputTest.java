package dev.vouch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.onnx.proto.TensorProto;
import dev.vouch.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * y = a · b with one scale a tensor: the first column is some 10^7 times the second, of which no
 * digit is left.
 */
class CoarseOutputTest {
  private static final String DATA =
      "{\"a\": [[[300, 0.001]], [[200, 0.002]]], \"b\": [[[300, 1]], [[200, 2]]]}";

  @TempDir static Path folder;

  private static String network;
  private static String data;
  private static String sample;
  private static String model;
  private static Cli.Result compiled;

  @BeforeAll
  static void compile() throws IOException {
    Path file = SumNetwork.write(folder.resolve("product.onnx"), List.of("a", "b"), 1, 2);
    ModelProto.Builder product = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
    product.getGraphBuilder().getNodeBuilder(0).setOpType("Mul");
    network = Files.write(file, product.build().toByteArray()).toString();
    DataFixture fixture = new DataFixture(folder);
    data = fixture.text("data.json", DATA);
    sample = fixture.text("sample.json", "{\"a\": [[250, 0.001]], \"b\": [[250, 1]]}");
    model = folder.resolve("product.vouch").toString();
    compiled =
        Cli.run(
            "compile", network, "--calibrate", data, "--scales", "tensor", "-o", model, "--json");
  }

  /** All but the one of compiling, that the product of two inputs has no weight. */
  private static List<JsonNode> warnings(Cli.Result result) throws IOException {
    List<JsonNode> warnings = new ArrayList<>();
    result.json().get("warnings").forEach(warnings::add);
    warnings.removeIf(warning -> warning.get("kind").asText().equals("no-weight"));
    return warnings;
  }

  private static void assertCoarse(Cli.Result result) throws IOException {
    List<JsonNode> warnings = warnings(result);
    assertThat(warnings).hasSize(1);
    JsonNode warning = warnings.get(0);
    assertThat(warning.get("kind").asText()).isEqualTo("coarse-output");
    assertThat(warning.get("output").asText()).isEqualTo("y");
    assertThat(warning.get("axis").asInt()).isEqualTo(1);
    assertThat(warning.get("synthetic").asBoolean()).isFalse();
    assertThat(warning.get("count").asInt()).isEqualTo(1);
    assertThat(warning.get("size").asInt()).isEqualTo(2);
    JsonNode slice = warning.get("slices").get(0);
    assertThat(slice.get("index").asInt()).isEqualTo(1);
    assertThat(slice.get("span").asDouble()).isBetween(0.00299, 0.00301);
    assertThat(slice.get("step").asDouble()).isGreaterThan(slice.get("span").asDouble());
    assertThat(slice.get("constant").asBoolean()).isTrue();
    assertThat(result.err())
        .contains("output 'y': column 1 is constant as integers", "its values vary by 0.0030");
  }

  @Test
  void compileRunAndProveNameTheColumn() throws IOException {
    String proof = folder.resolve("warned.proof").toString();
    for (Cli.Result result :
        List.of(
            compiled,
            Cli.run("run", model, "--input", sample, "--json"),
            Cli.run("prove", model, "--input", sample, "-o", proof, "--json"))) {
      assertThat(result.code()).as(result.err()).isZero();
      assertCoarse(result);
    }
    assertThat(Path.of(proof)).exists();
  }

  @Test
  void strictFailsAndProvesNothing() throws IOException {
    Path proof = folder.resolve("strict.proof");
    for (Cli.Result result :
        List.of(
            Cli.run("run", model, "--input", sample, "--strict", "--json"),
            Cli.run(
                "prove", model, "--input", sample, "--strict", "-o", proof.toString(), "--json"),
            Cli.run(
                "check",
                network,
                "--data",
                data,
                "--scales",
                "tensor",
                "--prove",
                "0",
                "--strict",
                "--json"))) {
      assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.GATE_MISSED);
      assertThat(result.json().get("reason").asText()).isEqualTo("COARSE");
      assertThat(result.json().get("message").asText()).contains("output 'y': 1 of 2");
      assertCoarse(result);
    }
    assertThat(proof).doesNotExist();
  }

  /** y = a · b, b a constant: of the second column some 2^-30 of the first is left. */
  @Test
  void withoutDataSyntheticInputsTell() throws IOException {
    ModelProto.Builder scaled =
        ModelProto.parseFrom(Files.readAllBytes(Path.of(network))).toBuilder();
    scaled
        .getGraphBuilder()
        .removeInput(1)
        .addInitializer(
            TensorProto.newBuilder()
                .setName("b")
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addDims(2)
                .addFloatData(1)
                .addFloatData(1e-9f));
    Path file = Files.write(folder.resolve("scaled.onnx"), scaled.build().toByteArray());
    String out = folder.resolve("scaled.vouch").toString();
    Cli.Result result =
        Cli.run("compile", file.toString(), "--scales", "tensor", "-o", out, "--json");
    assertThat(result.json().get("measured").asText()).isEqualTo("synthetic");
    String one = new DataFixture(folder).text("one.json", "{\"a\": [[0.5, 0.5]]}");
    Cli.Result run = Cli.run("run", out, "--input", one, "--json");
    for (Cli.Result warned : List.of(result, run)) {
      JsonNode warning = warned.json().get("warnings").get(0);
      assertThat(warning.get("synthetic").asBoolean()).isTrue();
      assertThat(warning.get("slices").get(0).get("index").asInt()).isEqualTo(1);
      assertThat(warned.err()).contains("column 1 ", ", on synthetic inputs; ");
    }
    String per = folder.resolve("per.vouch").toString();
    Cli.Result exact = Cli.run("compile", file.toString(), "-o", per, "--json");
    assertThat(exact.json().get("warnings")).isEmpty();
    assertThat(exact.json().get("measured").asText()).isEqualTo("synthetic");
  }

  @Test
  void scalesPerSliceLoseNothing() throws IOException {
    String exact = folder.resolve("exact.vouch").toString();
    Cli.Result result = Cli.run("compile", network, "--calibrate", data, "-o", exact, "--json");
    assertThat(warnings(result)).isEmpty();
    assertThat(Cli.run("run", exact, "--input", sample, "--strict").code()).isZero();
  }
}
