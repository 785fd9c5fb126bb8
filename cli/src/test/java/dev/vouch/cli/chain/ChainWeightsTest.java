package dev.vouch.cli.chain;

import static dev.vouch.cli.chain.ThreeLayers.requireFailure;
import static dev.vouch.cli.chain.ThreeLayers.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.cli.Cli;
import dev.vouch.cli.DataFixture;
import dev.vouch.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify --weights} of networks in parts: one proof and proofs of rows. */
class ChainWeightsTest {
  private static final String[] SHOWN = {"--weights-visibility", "public"};

  @TempDir private static Path folder;

  private static String data;
  private static String proof;

  @BeforeAll
  static void prove() throws IOException {
    data =
        new DataFixture(folder)
            .text("x.json", "{\"x\": [[0.5, -1, 0.25, 1, -0.5, 0.75], [1, 0, -1, 0.5, 0, 0.25]]}");
    ThreeLayers.onnx(folder.resolve("m.onnx"), 1);
    ThreeLayers.onnx(folder.resolve("n.onnx"), 1, 2);
    split("m", "m.onnx", SHOWN);
    split("n", "n.onnx", SHOWN);
    split("hidden", "m.onnx");
    proof = file("m.proof");
    run("prove", file("m.vouch"), "--input", data, "-o", proof);
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }

  private static void split(String name, String onnx, String... more) throws IOException {
    String[] words = {
      "split", file(onnx), "--at", "Relu_0", "--at", "Relu_1", "--calibrate", data, "-o"
    };
    run(
        Stream.of(List.of(words), List.of(file(name + ".vouch")), List.of(more))
            .flatMap(List::stream)
            .toArray(String[]::new));
  }

  @Test
  void allPartsAreChecked() throws Exception {
    JsonNode believed = run("verify", file("m.vk"), proof);
    assertThat(believed.at("/parts/1/weights").asText()).isEqualTo("DECLARED_PUBLIC");
    assertThat(believed.get("notChecked").toString())
        .contains("that weights of parts 0, 1, 2 are integers in their ranges (--weights)");
    JsonNode known = run("verify", file("m.vk"), proof, "--weights", file("m.vouch"));
    assertThat(known.get("parts")).hasSize(3);
    known.get("parts").forEach(p -> assertThat(p.get("weights").asText()).isEqualTo("PUBLIC"));
    assertThat(known.get("checked").toString()).contains("weights as given of parts 0, 1, 2");
    assertThat(known.get("notChecked").toString()).doesNotContain("weights");
    assertThat(Cli.run("verify", file("m.vk"), proof, "--weights", file("m.vouch")).out())
        .startsWith("accepted: ")
        .contains("part 2 ", "weights as given of parts 0, 1, 2")
        .contains("weights public: those that were given, in their declared ranges");
  }

  @Test
  void soAreThoseOfRows() throws Exception {
    String rows = file("m.proofs");
    run("prove", file("m.vouch"), "--input", data, "--all", "-o", rows);
    JsonNode known = run("verify", file("m.vk"), rows, "--weights", file("m.vouch"));
    assertThat(known.at("/rows/end").asInt()).isEqualTo(2);
    assertThat(known.get("checked").toString()).contains("weights as given of parts 0, 1, 2");
    requireFailure(
        ExitCode.REJECTED,
        "PUBLIC_WEIGHTS",
        "part 1: these are not the key's weights",
        "verify",
        file("m.vk"),
        rows,
        "--weights",
        file("n.vouch"));
  }

  /** The networks differ in one weight of the second layer. */
  @Test
  void thePartOfOtherWeightsIsNamed() throws Exception {
    requireRefused("part 1: these are not the key's weights", "m.vk", "n.vouch");
  }

  @Test
  void hiddenWeightsAreNotPublic() throws Exception {
    String hidden = file("hidden.proof");
    run("prove", file("hidden.vouch"), "--input", data, "-o", hidden);
    requireFailure(
        ExitCode.REJECTED,
        "PUBLIC_WEIGHTS",
        "part 0: ",
        "verify",
        file("hidden.vk"),
        hidden,
        "--weights",
        file("hidden.vouch"));
  }

  @Test
  void theModelIsOneOfAsManyParts() throws Exception {
    run(
        "compile",
        file("m.onnx"),
        "--calibrate",
        data,
        "-o",
        file("whole.vouch"),
        SHOWN[0],
        "public");
    requireRefused("the number of parts is 1, not 3", "m.vk", "whole.vouch");
    String whole = file("whole.proof");
    run("prove", file("whole.vouch"), "--input", data, "-o", whole);
    requireFailure(
        ExitCode.REJECTED,
        "PUBLIC_WEIGHTS",
        "the number of parts is 3, not 1",
        "verify",
        file("whole.vk"),
        whole,
        "--weights",
        file("m.vouch"));
    requireFailure(
        ExitCode.MALFORMED,
        "MALFORMED",
        "m.vk is ",
        "verify",
        file("m.vk"),
        proof,
        "--weights",
        file("m.vk"));
  }

  private static void requireRefused(String message, String key, String model) throws IOException {
    requireFailure(
        ExitCode.REJECTED,
        "PUBLIC_WEIGHTS",
        message,
        "verify",
        file(key),
        proof,
        "--weights",
        file(model));
  }
}
