package dev.vouch.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.onnx.proto.TensorProto;
import dev.vouch.cli.Cli;
import dev.vouch.cli.DataFixture;
import dev.vouch.cli.SuiteFixture;
import dev.vouch.cli.SumNetwork;
import dev.vouch.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteTest {
  @TempDir static Path folder;
  private static Path suite;
  private static Cli.Result result;

  @BeforeAll
  static void check() throws IOException {
    suite = SuiteFixture.in(folder);
    result = Cli.run("check", "--suite", suite.toString(), "--threads", "2", "--json");
  }

  private static Map<String, JsonNode> cases() throws IOException {
    Map<String, JsonNode> cases = new LinkedHashMap<>();
    result.json().get("cases").forEach(one -> cases.put(one.get("name").asText(), one));
    return cases;
  }

  @Test
  void casesComeByNameWithTheirResults() throws IOException {
    assertThat(cases().keySet())
        .containsExactly(
            "arrays",
            "one-input-fixed",
            "test-data",
            "unsupported",
            "wrong",
            "wrong-within-its-gate");
    assertThat(result.json().get("skipped")).hasSize(1);
    assertThat(result.json().get("skipped").get(0).asText()).isEqualTo("without-data");
    assertThat(result.code()).isEqualTo(ExitCode.GATE_MISSED);
    assertThat(result.json().get("reason").asText()).isEqualTo("CASE_FAILED");
  }

  @Test
  void passedMeansWithinTheBoundAndProven() throws IOException {
    for (String name : List.of("arrays", "one-input-fixed", "test-data", "wrong-within-its-gate")) {
      JsonNode one = cases().get(name);
      assertThat(one.get("status").asText()).as(one.toString()).isEqualTo("passed");
      assertThat(one.get("reason").asText()).isEmpty();
      assertThat(one.get("proved").asInt()).isEqualTo(1);
      assertThat(one.get("proofBytes").asInt()).isPositive();
      assertThat(one.get("proveSeconds").asDouble()).isPositive();
      assertThat(one.get("verifyMillis").asDouble()).isPositive();
      assertThat(one.get("relRms").isNumber()).isTrue();
    }
    JsonNode arrays = cases().get("arrays");
    assertThat(arrays.get("maxAbs").asDouble()).isLessThanOrEqualTo(arrays.get("bound").asDouble());
    assertThat(arrays.get("bound").asDouble()).isPositive().isLessThan(1e-2 * 8);
  }

  @Test
  void failuresSayWhy() throws IOException {
    JsonNode wrong = cases().get("wrong");
    assertThat(wrong.get("status").asText()).isEqualTo("failed");
    assertThat(wrong.get("reason").asText()).contains("output 'y' is off by 0.5");
    JsonNode refused = cases().get("unsupported");
    assertThat(refused.get("status").asText()).isEqualTo("unsupported");
    assertThat(refused.get("reason").asText()).contains("Frobnicate");
    assertThat(refused.get("maxAbs").isNull()).isTrue();
  }

  @Test
  void aSuiteThatPassesIsASuccess() throws IOException {
    Path good = Files.createDirectory(folder.resolve("good"));
    Files.createSymbolicLink(good.resolve("one"), suite.resolve("arrays"));
    Cli.Result passed = Cli.run("check", "--suite", good.toString(), "--prove", "0");
    assertThat(passed.code()).as(passed.err()).isZero();
    assertThat(passed.out())
        .startsWith("passed       one  maxAbs ")
        .contains("1 cases: 1 passed, 0 failed, 0 unsupported");
  }

  /** y = w + w, w a constant. */
  @Test
  void networksWithoutInputsRunOnExpectedOutputsAlone() throws IOException {
    Path constants = Files.createDirectory(folder.resolve("constants"));
    Path arrays = constantNetwork(constants, "arrays");
    new DataFixture(arrays).npz("expected.npz", "y", new int[] {1, 2}, 3, -5);
    Path set = Files.createDirectory(constantNetwork(constants, "sets").resolve("test_data_set_0"));
    new DataFixture(set).pb("output_0.pb", new int[] {1, 2}, 3, -5);
    Cli.Result run = Cli.run("check", "--suite", constants.toString(), "--json");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.json().get("cases")).hasSize(2);
    run.json()
        .get("cases")
        .forEach(
            one -> {
              assertThat(one.get("status").asText()).as(one.toString()).isEqualTo("passed");
              assertThat(one.get("proved").asInt()).isEqualTo(1);
            });
  }

  private static Path constantNetwork(Path parent, String name) throws IOException {
    Path one = Files.createDirectory(parent.resolve(name));
    ModelProto.Builder model = sum(one, "w");
    model
        .getGraphBuilder()
        .clearInput()
        .addInitializer(
            TensorProto.newBuilder()
                .setName("w")
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addAllDims(List.of(1L, 2L))
                .addAllFloatData(List.of(1.5f, -2.5f)));
    Files.write(one.resolve("model.onnx"), model.build().toByteArray());
    return one;
  }

  private static ModelProto.Builder sum(Path one, String... inputs) throws IOException {
    Path file = SumNetwork.write(one.resolve("model.onnx"), List.of(inputs), 1, 2);
    return ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
  }

  /** y = Expand(x, shape), of which the shape comes first. */
  @Test
  void aShapeThatIsTheFirstInputIsFixed() throws IOException {
    Path one = Files.createDirectories(folder.resolve("shapes").resolve("one"));
    ModelProto.Builder model = sum(one, "shape", "x");
    model
        .getGraphBuilder()
        .getNodeBuilder(0)
        .setOpType("Expand")
        .clearInput()
        .addAllInput(List.of("x", "shape"));
    model
        .getGraphBuilder()
        .getInputBuilder(0)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .setElemType(TensorProto.DataType.INT64_VALUE)
        .clearShape()
        .getShapeBuilder()
        .addDimBuilder()
        .setDimValue(2);
    Files.write(one.resolve("model.onnx"), model.build().toByteArray());
    Path set = Files.createDirectory(one.resolve("test_data_set_0"));
    TensorProto shape =
        TensorProto.newBuilder()
            .setDataType(TensorProto.DataType.INT64_VALUE)
            .addDims(2)
            .addAllInt64Data(List.of(1L, 2L))
            .build();
    Files.write(set.resolve("input_0.pb"), shape.toByteArray());
    new DataFixture(set).pb("input_1.pb", new int[] {1, 2}, 1, 2);
    new DataFixture(set).pb("output_0.pb", new int[] {1, 2}, 1, 2);
    Cli.Result run = Cli.run("check", "--suite", one.getParent().toString(), "--json");
    JsonNode result = run.json().get("cases").get(0);
    assertThat(result.get("status").asText()).as(result.toString()).isEqualTo("passed");
  }

  @Test
  void aCaseThatEndsItsProcessEndsNoOtherOne() throws IOException {
    try (CaseWorker worker = new CaseWorker(List.of("check", "--no-such-option"), false)) {
      CaseResult first = worker.check("first");
      assertThat(first.status()).isEqualTo(CaseResult.Status.FAILED);
      assertThat(first.reason()).contains("process ended with code 2");
      assertThat(worker.check("second").reason()).contains("process ended with code 2");
    }
  }

  @Test
  void aSuiteHasItsOwnModelsAndData() {
    for (String[] words :
        List.of(
            new String[] {"check", "model.onnx", "--suite", suite.toString()},
            new String[] {"check", "--suite", suite.toString(), "--data", "x.npz"},
            new String[] {"check", "--suite", folder.resolve("nowhere").toString()},
            new String[] {"check", "--suite", suite.resolve("arrays").toString()},
            new String[] {"check", "--data", "x.npz"})) {
      Cli.Result refused = Cli.run(words);
      assertThat(refused.code()).as(String.join(" ", words)).isEqualTo(ExitCode.USAGE);
      assertThat(refused.err()).contains("--suite");
    }
  }
}
