package dev.vouch.cli.chain;

import static dev.vouch.cli.chain.ThreeLayers.requireFailure;
import static dev.vouch.cli.chain.ThreeLayers.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.cli.DataFixture;
import dev.vouch.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two networks that were compiled apart: features of x, whose output stays hidden, and a head that
 * takes it over in its format and is proven on its openings.
 */
class ApartTest {
  private static final int INPUTS = 5;
  private static final int FEATURES = 4;

  @TempDir private static Path folder;

  private static String data;
  private static String featuresId;
  private static String headId;

  @BeforeAll
  static void prove() throws IOException {
    data = new DataFixture(folder).text("x.json", "{\"x\": [[0.5, -1, 0.25, 1, -0.5]]}");
    String other = new DataFixture(folder).text("z.json", "{\"x\": [[0.25, 1, 0.5, 1, 0.75]]}");
    network("features", "x", INPUTS, "embedding", FEATURES);
    network("head", "embedding", FEATURES, "scores", 2);
    featuresId =
        compile("features", "features", "--calibrate", data, "--output-visibility", "private");
    headId = compile("head", "head", "--input-format", file("features.vk"));
    compile("head", "loose");
    proven("features", "x", "--input", data, "--openings", file("x.openings"));
    proven("features", "z", "--input", other, "--openings", file("z.openings"));
    proven("head", "y", "--committed", file("x.openings"), "--openings", file("y.openings"));
  }

  private static void network(String name, String input, int width, String output, int outputs)
      throws IOException {
    double[] weights =
        new Random(width).doubles(width * outputs, -1, 1).map(v -> (float) v).toArray();
    Files.write(
        folder.resolve(name + ".onnx"),
        ModelBuilder.model()
            .input(input, 1, width)
            .initializer(
                "w", TensorData.ofDoubles(DataType.FLOAT, new int[] {width, outputs}, weights))
            .node("MatMul", input + " w", "s")
            .node("Tanh", "s", output)
            .output(output)
            .build()
            .toByteArray());
  }

  private static String compile(String onnx, String name, String... options) throws IOException {
    return run(words(
            new String[] {"compile", file(onnx + ".onnx"), "-o", file(name + ".vouch")}, options))
        .get("modelId")
        .asText();
  }

  private static JsonNode proven(String model, String name, String... options) throws IOException {
    return run(
        words(
            new String[] {"prove", file(model + ".vouch"), "-o", file(name + ".proof"), "--force"},
            options));
  }

  private static String[] words(String[] first, String... more) {
    String[] all = new String[first.length + more.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return all;
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }

  private static String part(String key, String proof, String id) {
    return "{\"key\":\"%s.vk\",\"proof\":\"%s.proof\",\"modelId\":\"%s\"}"
        .formatted(key, proof, id);
  }

  /** Two parts and the link of the embedding from the first to the second. */
  private static String described(String first, String second) throws IOException {
    return Files.writeString(
            folder.resolve("chain.json"),
            """
            { "format": "vouch-chain", "version": 1, "parts": [ %s, %s ],
              "links": [ {"from": 0, "output": "embedding", "to": 1, "input": "embedding"} ] }
            """
                .formatted(first, second))
        .toString();
  }

  private static String features(String proof) {
    return part("features", proof, featuresId);
  }

  private static String head() {
    return part("head", "y", headId);
  }

  @Test
  void theSecondTakesOverWhatTheFirstComputed() throws Exception {
    String chain = described(features("x"), head());
    JsonNode verdict = run("verify", chain);
    assertThat(verdict.get("accepted").asBoolean()).isTrue();
    assertThat(verdict.get("modelPinned").asBoolean()).isTrue();
    assertThat(verdict.get("links")).hasSize(1);
    assertThat(verdict.at("/outputs/scores/integers")).hasSize(2);
    assertThat(verdict.at("/outputs/embedding").isMissingNode()).isTrue();
    run("reveal", file("x.openings"), "--tensor", "x", "-o", file("x.opening.json"), "--force");
    JsonNode opened = run("verify", chain, "--opening", file("x.opening.json"));
    assertThat(opened.at("/opened/0/tensor/x/integers")).hasSize(INPUTS);
    String id = opened.at("/inputIds/x").asText();
    run("verify", chain, "--input-id", "x=" + id);
    requireFailure(
        ExitCode.REJECTED, "INPUT_ID", id, "verify", chain, "--input-id", "x=" + "ab".repeat(32));
  }

  /** What passes is an input and an output of parts, and none of the whole. */
  @Test
  void whatPassesIsNotOpenedAsTheWholes() throws Exception {
    run("reveal", file("y.openings"), "--tensor", "embedding", "-o", file("e.json"));
    requireFailure(
        ExitCode.REJECTED,
        "OPENING_TENSOR",
        "hidden are [x]",
        "verify",
        described(features("x"), head()),
        "--opening",
        file("e.json"));
  }

  /** Of two inputs of one name none is taken for the owner's, and so the data have no id. */
  @Test
  void dataWithInputsThatHaveNoIdHaveNone() throws Exception {
    run("reveal", file("y.openings"), "--tensor", "embedding", "-o", file("h.json"));
    String id =
        run("verify", file("head.vk"), file("y.proof"), "--opening", file("h.json"))
            .get("dataId")
            .asText();
    run("verify", file("head.vk"), file("y.proof"), "--input-id", id);
    String three =
        Files.writeString(
                folder.resolve("three.json"),
                """
                { "format": "vouch-chain", "version": 1, "parts": [ %s, %s, %s ], "links": [] }
                """
                    .formatted(features("x"), features("z"), head()))
            .toString();
    assertThat(run("verify", three, "--opening", file("h.json")).get("dataId").isNull()).isTrue();
    requireFailure(
        ExitCode.REJECTED,
        "INPUT_ID",
        "these inputs have none and may hold anything: x",
        "verify",
        three,
        "--input-id",
        id);
  }

  @Test
  void whatAnotherRunComputedIsAnotherValue() throws Exception {
    requireFailure(
        ExitCode.REJECTED, "LINK", "are not equal", "verify", described(features("z"), head()));
    // of equal values under blinders of its own nothing is known
    proven("features", "again", "--input", data);
    requireFailure(
        ExitCode.REJECTED, "LINK", "are not equal", "verify", described(features("again"), head()));
  }

  @Test
  void aHeadOfAnotherFormatCannotBeJoined() throws Exception {
    String id = run("inspect", file("loose.vk")).get("modelId").asText();
    String embedding =
        new DataFixture(folder).text("e.json", "{\"embedding\": [[0.5, -0.5, 0.25, 0]]}");
    proven("loose", "l", "--input", embedding);
    requireFailure(
        ExitCode.REJECTED,
        "LINK_FORMAT",
        "their formats differ",
        "verify",
        described(features("x"), part("loose", "l", id)));
    requireFailure(
        ExitCode.MALFORMED,
        "COMMITTED_INPUT",
        "rows of input 'embedding' are committed to in another format",
        "prove",
        file("loose.vouch"),
        "--committed",
        file("x.openings"),
        "-o",
        file("n.proof"));
  }

  @Test
  void weightsOfModelsThatWereCompiledApartAreComparedOneByOne() throws Exception {
    requireFailure(
        ExitCode.USAGE,
        "USAGE",
        "verify each part's key and proof by itself",
        "verify",
        described(features("x"), head()),
        "--weights",
        file("features.vouch"));
  }

  @Test
  void otherKeysAndAnotherOrderAreRefused() throws Exception {
    requireFailure(
        ExitCode.REJECTED,
        "LINK_FORMAT",
        "there is no such output",
        "verify",
        described(head(), features("x")));
    requireFailure(
        ExitCode.REJECTED,
        "MODEL_ID",
        featuresId,
        "verify",
        described(part("features", "x", "ab".repeat(32)), head()));
    requireFailure(
        ExitCode.REJECTED,
        "MODEL_ID",
        headId,
        "verify",
        described(features("x"), part("head", "x", headId)));
    requireFailure(
        ExitCode.MALFORMED,
        "MALFORMED",
        "y.proof is a proof, not a",
        "verify",
        described(features("x"), "{\"key\":\"y.proof\",\"proof\":\"y.proof\"}"));
    requireFailure(
        ExitCode.REJECTED,
        "QUADRATIC_FORM",
        "part 0: the equations",
        "verify",
        described(features("x"), head()),
        "--context",
        "other");
  }
}
