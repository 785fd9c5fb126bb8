package dev.vouch.cli.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.cli.Cli;
import dev.vouch.cli.DigitsModel;
import dev.vouch.cli.SumNetwork;
import dev.vouch.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** inspect on the demo's files, on the specification's networks, and on damaged bytes. */
class InspectCommandTest {
  private static final Path VECTORS = Path.of("..", "docs", "spec", "vectors");

  @TempDir static Path folder;
  private static String model;
  private static String key;
  private static String proof;
  private static String shownModel;
  private static Cli.Result proved;

  @BeforeAll
  static void compileAndProve() throws IOException {
    DigitsModel files = DigitsModel.in(folder);
    String digits = files.digits().toString();
    model = folder.resolve("digits.vouch").toString();
    key = folder.resolve("digits.vk").toString();
    proof = folder.resolve("digit.proof").toString();
    shownModel = folder.resolve("shown.vouch").toString();
    String onnx = files.onnx().toString();
    assertThat(Cli.run("compile", onnx, "--calibrate", digits, "-o", model).code()).isZero();
    assertThat(
            Cli.run(
                    "compile",
                    onnx,
                    "--calibrate",
                    digits,
                    "-o",
                    shownModel,
                    "--weights-visibility",
                    "public")
                .code())
        .isZero();
    proved = Cli.run("prove", model, "--input", digits, "-o", proof, "--json");
  }

  private static JsonNode inspect(String... args) throws IOException {
    String[] all = Arrays.copyOf(args, args.length + 2);
    System.arraycopy(args, 0, all, 1, args.length);
    all[0] = "inspect";
    all[args.length + 1] = "--json";
    Cli.Result result = Cli.run(all);
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.json().get("verified").asBoolean()).isFalse();
    return result.json();
  }

  @Test
  void aKeyShowsWhatItPublishes() throws IOException {
    JsonNode json = inspect(key);
    assertThat(json.get("kind").asText()).isEqualTo("key");
    assertThat(json.get("formatVersion").asInt()).isEqualTo(1);
    assertThat(json.get("semanticsVersion").asInt()).isEqualTo(1);
    assertThat(json.get("bytes").asLong()).isEqualTo(Files.size(Path.of(key)));
    assertThat(json.get("modelId").asText()).matches("[0-9a-f]{64}");
    assertThat(json.get("weights").asText()).isEqualTo("private");
    assertThat(json.get("parameters").asInt()).isEqualTo(19_090);
    assertThat(json.get("security").get("bits").asInt()).isEqualTo(126);
    assertThat(json.get("security").get("trustedSetup").asBoolean()).isFalse();
    assertThat(json.get("security").get("assumptions")).hasSize(2);
    JsonNode image = json.get("inputs").get("image");
    assertThat(image.get("shape").toString()).isEqualTo("[1,784]");
    assertThat(image.get("visibility").asText()).isEqualTo("private");
    assertThat(image.get("type").asText()).isEqualTo("real");
    assertThat(json.get("outputs").get("scores").get("visibility").asText()).isEqualTo("public");
    assertThat(json.get("weightTensors")).hasSize(4);
    assertThat(json.get("weightTensors").get(0).get("tensorId").asText()).matches("[0-9a-f]{64}");
    assertThat(json.has("program")).isFalse();
    JsonNode sizes = json.get("keySections");
    assertThat(sizes.get("circuit").asInt() + sizes.get("commitments").asInt())
        .isLessThan(json.get("bytes").asInt() - sizes.get("certificate").asInt());
  }

  @Test
  void outputsThatDependOnNothingOfTheModelAreWarnedOf() throws IOException {
    assertThat(inspect(key).get("warnings")).isEmpty();
    Path onnx = SumNetwork.write(folder.resolve("double.onnx"), List.of("x"), 1, 3);
    Path bare = folder.resolve("double.vouch");
    Cli.Result compiled = Cli.run("compile", onnx.toString(), "-o", bare.toString(), "--json");
    String expected = "[{\"kind\":\"no-weight\",\"output\":\"y\"}]";
    assertThat(compiled.json().get("warnings").toString()).contains(expected.substring(1));
    assertThat(inspect(bare.toString()).get("warnings").toString()).isEqualTo(expected);
    assertThat(Cli.run("inspect", folder.resolve("double.vk").toString()).out())
        .contains("output y depends on no committed weight: all it is computed with is public");
  }

  /** An output of weights alone, beside one that reads the input. */
  @Test
  void outputsThatDependOnNoInputAreWarnedOf() throws IOException {
    TensorData w = TensorData.ofDoubles(DataType.FLOAT, new int[] {2, 2}, 1, 0.5, -1, 2);
    Path onnx =
        Files.write(
            folder.resolve("constant.onnx"),
            ModelBuilder.model()
                .input("x", DataType.FLOAT, 1, 2)
                .initializer("w", w)
                .node("MatMul", "x w", "y")
                .node("Relu", "w", "z")
                .output("y")
                .output("z")
                .build()
                .toByteArray());
    Path made = folder.resolve("constant.vouch");
    Cli.Result compiled = Cli.run("compile", onnx.toString(), "-o", made.toString(), "--json");
    assertThat(compiled.code()).as(compiled.err()).isZero();
    assertThat(compiled.json().get("warnings").toString())
        .contains("{\"kind\":\"no-input\",\"output\":\"z\"}")
        .doesNotContain("\"output\":\"y\"");
    assertThat(Cli.run("inspect", folder.resolve("constant.vk").toString()).out())
        .contains("output z depends on no input: it is the same for all of them");
  }

  @Test
  void layersAndTablesAddUp() throws IOException {
    JsonNode json = inspect(key);
    JsonNode total = json.get("cost");
    for (String count :
        List.of(
            "committedCells",
            "lookupCells",
            "tableRows",
            "directRows",
            "weights",
            "multiplications")) {
      long sum = 0;
      for (JsonNode layer : json.get("layers")) {
        sum += layer.get(count).asLong();
      }
      assertThat(sum).as(count).isEqualTo(total.get(count).asLong());
    }
    assertThat(total.get("lookupCells").asLong()).isPositive();
    double millis = total.get("sharedMillis").asDouble();
    for (JsonNode layer : json.get("layers")) {
      millis += layer.get("estimatedMillis").asDouble();
    }
    assertThat(total.get("estimatedMillis").asDouble())
        .isCloseTo(millis, org.assertj.core.data.Offset.offset(1e-6));
    assertThat(total.get("weights").asInt()).isEqualTo(19_090);
    Map<String, Long> rows = new HashMap<>(Map.of("tree", 0L, "direct", 0L));
    long cells = 0;
    for (JsonNode table : json.get("tables")) {
      rows.merge(table.get("place").asText(), table.get("rows").asLong(), Long::sum);
      cells += table.get("lookupCells").asLong();
    }
    assertThat(rows)
        .isEqualTo(
            Map.of(
                "tree", total.get("tableRows").asLong(),
                "direct", total.get("directRows").asLong()));
    assertThat(rows.values()).contains(0L).anyMatch(count -> count > 0);
    assertThat(cells).isEqualTo(total.get("lookupCells").asLong());
  }

  @Test
  void publishedNumbersNameWhatTheyDeriveFrom() throws IOException {
    List<String> ofKey = published(inspect(key));
    assertThat(ofKey)
        .anyMatch(line -> line.startsWith("w1|scale and range of weights|weights, calibration"))
        .anyMatch(line -> line.startsWith("image|scale and range of an input|calibration"))
        .anyMatch(line -> line.contains("|function table, public in full|"))
        .noneMatch(line -> line.contains("multiplicity") || line.contains("every weight's value"));
    List<String> ofModel = published(inspect(model));
    assertThat(ofModel)
        .containsAll(ofKey)
        .anyMatch(line -> line.startsWith("scores|rescaling and clamp|") && line.contains("shift"));
    assertThat(published(inspect(shownModel)))
        .anyMatch(line -> line.contains("every weight's value"));
  }

  private static List<String> published(JsonNode json) {
    return json.get("published").findParents("what").stream()
        .map(
            number ->
                String.join(
                    "|",
                    number.get("name").asText(),
                    number.get("what").asText(),
                    number.get("from").asText(),
                    number.get("values").toString()))
        .toList();
  }

  @Test
  void aModelShowsItsProgramAndNoSecret() throws Exception {
    JsonNode json = inspect(model);
    assertThat(json.get("kind").asText()).isEqualTo("model");
    assertThat(json.get("secret").asBoolean()).isTrue();
    assertThat(inspect(shownModel).get("secret").asBoolean()).isFalse();
    assertThat(json.get("program").get("primitives").get("Contraction").asInt()).isEqualTo(2);
    assertThat(json.get("program").get("macs").asInt()).isEqualTo(784 * 24 + 24 * 10);
    assertThat(json.get("modelId")).isEqualTo(inspect(key).get("modelId"));
    List<String> operators = json.get("layers").findValuesAsText("operator");
    assertThat(operators).contains("Relu");

    String text = Cli.run("inspect", model).out();
    assertThat(text).contains("SECRET", "(Relu)", "nothing is verified");
    ModelFile secret = ModelFile.read(Path.of(model));
    String everything = text + json;
    for (byte[] blinders : secret.blinders()) {
      assertThat(everything).doesNotContain(HexFormat.of().formatHex(blinders, 0, 32));
    }
    long[] weights = secret.modelValues().get(0);
    assertThat(everything).doesNotContain(weights[100] + "," + weights[101]);
  }

  /** Inputs that only trees read have no scale: their integers are places among all numbers. */
  @Test
  void inputsOfTreesArePlaces() {
    Path trees = Path.of("..", "circuits", "src", "test", "resources", "tabular", "trees");
    Path given = trees.resolve("random-leq");
    String made = folder.resolve("trees.vouch").toString();
    Cli.run(
        "compile",
        given.resolve("model.onnx").toString(),
        "--calibrate",
        given.resolve("inputs.npz").toString(),
        "--out",
        made);
    assertThat(Cli.run("inspect", made).out())
        .contains("float32_order; integers -2147483648 to 2147483647, places of numbers");
  }

  @Test
  void aProofAloneShowsIntegersAndWhatItClaims() throws IOException {
    JsonNode json = inspect(proof);
    assertThat(json.get("kind").asText()).isEqualTo("proof");
    assertThat(json.get("claimedModelId")).isEqualTo(inspect(key).get("modelId"));
    JsonNode shown = json.get("publicTensors");
    assertThat(shown).hasSize(1);
    assertThat(shown.get(0).get("integers"))
        .isEqualTo(proved.json().get("outputs").get("scores").get("integers"));
    assertThat(json.get("hiddenTensors")).hasSize(1);
    assertSectionsAddUp(json, Files.size(Path.of(proof)));
  }

  @Test
  void aProofWithItsKeyShowsNamesAndValues() throws IOException {
    for (String source : List.of(key, model)) {
      JsonNode json = inspect(proof, "--key", source);
      assertThat(json.get("outputs")).isEqualTo(proved.json().get("outputs"));
      assertThat(json.get("inputs").get("image").get("commitment").asText())
          .matches("[0-9a-f]{64}");
      assertThat(json.get("sections").get("maskedMessages").asLong()).isPositive();
      assertSectionsAddUp(json, Files.size(Path.of(proof)));
    }
    assertThat(Cli.run("inspect", proof, "--key", key).out()).contains("NOT VERIFIED", "scores");
  }

  @Test
  void aCompactProofIsToldFromAPlainOne() throws IOException {
    String compact = folder.resolve("compact.proof").toString();
    String digits = folder.resolve("digits.npz").toString();
    assertThat(Cli.run("prove", model, "--input", digits, "--compact", "-o", compact).code())
        .isZero();
    assertThat(inspect(proof).get("form").asText()).isEqualTo("plain");
    JsonNode json = inspect(compact, "--key", key);
    assertThat(json.get("kind").asText()).isEqualTo("proof");
    assertThat(json.get("form").asText()).isEqualTo("compact");
    assertThat(json.get("lengthFits").asBoolean()).isTrue();
    assertThat(json.get("outputs")).isEqualTo(proved.json().get("outputs"));
    assertSectionsAddUp(json, Files.size(Path.of(compact)));
  }

  private static void assertSectionsAddUp(JsonNode json, long bytes) {
    long sum = 0;
    for (JsonNode section : json.get("sections")) {
      sum += section.asLong();
    }
    assertThat(sum).isEqualTo(bytes);
  }

  @Test
  void keysOfOtherModelsAndOtherKindsAreRefused() throws IOException {
    String other = folder.resolve("shown.vk").toString();
    assertThat(Cli.run("inspect", proof, "--key", other).code()).isEqualTo(ExitCode.USAGE);
    assertThat(Cli.run("inspect", proof, "--key", proof).code()).isEqualTo(ExitCode.USAGE);
    assertThat(Cli.run("inspect", key, "--key", key).code()).isEqualTo(ExitCode.USAGE);
  }

  static Stream<Path> specificationNetworks() throws IOException {
    try (Stream<Path> files = Files.list(VECTORS)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("net_"))
          .toList()
          .stream();
    }
  }

  /** Circuits that no compiler of vouch made: their names say nothing of layers. */
  @ParameterizedTest
  @MethodSource("specificationNetworks")
  void filesOfOtherOriginAreShownToo(Path vector) throws IOException {
    JsonNode network = new ObjectMapper().readTree(vector.toFile());
    Path keyFile = write(network.get("key").asText(), ".vk");
    Path proofFile = write(network.get("proof").asText(), ".proof");
    assertThat(inspect(keyFile.toString()).get("modelId")).isEqualTo(network.get("modelId"));
    assertThat(inspect(proofFile.toString(), "--key", keyFile.toString()).get("claimedModelId"))
        .isEqualTo(network.get("modelId"));
    assertThat(Cli.run("inspect", keyFile.toString()).code()).isZero();
  }

  @Test
  void whatIsCutOffWithinItsHeaderIsStillOfItsKind() throws IOException {
    byte[] start = Arrays.copyOf(Files.readAllBytes(Path.of(proof)), 10);
    String cut = Files.write(folder.resolve("cut.proof"), start).toString();
    assertThat(Cli.run("inspect", cut).err()).contains("cut off after 10 bytes: a proof");
    assertThat(Cli.run("verify", key, cut).err()).contains("not a proof").doesNotContain("is a");
  }

  /** Their messages have another length, which fits all the same. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void proofsOfOldVersionsAreOfTheLengthThatFits(int version) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Path old = VECTORS.resolve("proofs_version_" + version + ".json");
    for (JsonNode file : json.readTree(old.toFile())) {
      String net = "net_" + file.get("net").asText() + ".json";
      JsonNode network = json.readTree(VECTORS.resolve(net).toFile());
      Path keyFile = write(network.get("key").asText(), ".vk");
      Path proofFile = write(file.get("proof").asText(), ".proof");
      JsonNode shown = inspect(proofFile.toString(), "--key", keyFile.toString());
      assertThat(shown.get("formatVersion").intValue()).isEqualTo(version);
      assertThat(shown.get("lengthFits").booleanValue()).as(net).isTrue();
    }
  }

  private static Path write(String hex, String suffix) throws IOException {
    return Files.write(
        Files.createTempFile(folder, "network", suffix), HexFormat.of().parseHex(hex));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "VOUCHKEY", "VOUCHOPN\1\0\0\0", "VOUCHKEY\2\0\0\0", "PK\3\4", "{}"})
  void otherBytesAreMalformed(String content) throws IOException {
    Path file = Files.write(folder.resolve("other"), content.getBytes("ISO-8859-1"));
    assertMalformed(Cli.run("inspect", file.toString()));
    assertThat(Cli.run("inspect", file.toString(), "--json").json().get("code").asInt())
        .isEqualTo(ExitCode.MALFORMED);
  }

  private static void assertMalformed(Cli.Result result) {
    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.MALFORMED);
    assertThat(result.err()).startsWith("error: ").hasLineCount(1);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void damagedFilesAreMalformed() throws IOException {
    Random random = new Random(5);
    for (String name : List.of(model, key, proof)) {
      byte[] bytes = Files.readAllBytes(Path.of(name));
      Path damaged = folder.resolve("damaged");
      for (int i = 0; i < 20; i++) {
        Files.write(damaged, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
        assertMalformed(Cli.run("inspect", damaged.toString()));
        byte[] changed = bytes.clone();
        changed[12 + random.nextInt(bytes.length - 12)] ^= (byte) (1 << random.nextInt(8));
        Files.write(damaged, changed);
        Cli.Result result = Cli.run("inspect", damaged.toString());
        if (!name.equals(proof)) { // a proof has no digest: values may well change
          assertMalformed(result);
        } else {
          assertThat(result.code()).isIn(ExitCode.OK, ExitCode.MALFORMED);
        }
      }
    }
  }
}
