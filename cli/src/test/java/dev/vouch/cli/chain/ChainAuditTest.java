package dev.vouch.cli.chain;

import static dev.vouch.cli.chain.ThreeLayers.requireFailure;
import static dev.vouch.cli.chain.ThreeLayers.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vouch.cli.Cli;
import dev.vouch.cli.DataFixture;
import dev.vouch.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code split --publish-architecture}, and {@code audit} of the key that it wrote. */
class ChainAuditTest {
  private static final String PUBLISH = "--publish-architecture";

  @TempDir private static Path folder;

  private static String data;
  private static JsonNode written;

  @BeforeAll
  static void publish() throws IOException {
    data = new DataFixture(folder).text("x.json", "{\"x\": [[0.5, -1, 0.25, 1, -0.5, 0.75]]}");
    ThreeLayers.onnx(folder.resolve("m.onnx"), 1);
    written = compiled("split", "m", "--parts", "3", PUBLISH);
    compiled("compile", "whole", PUBLISH);
    compiled("split", "two", "--at", "Relu_0", PUBLISH);
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }

  private static JsonNode compiled(String command, String name, String... more) throws IOException {
    return run(
        Stream.of(
                List.of(command, file("m.onnx"), "--calibrate", data, "-o", file(name + ".vouch")),
                List.of(more))
            .flatMap(List::stream)
            .toArray(String[]::new));
  }

  private static String[] audit(String key, String architecture, String parameters) {
    return new String[] {
      "audit", file(key), "--architecture", file(architecture), "--params", file(parameters)
    };
  }

  @Test
  void allPartsAreThoseOfTheNetwork() throws Exception {
    assertThat(written.at("/architecture/withheld").asInt()).isEqualTo(3);
    JsonNode found = run("audit", file("m.vk"), "--architecture", file("m.architecture.onnx"));
    assertThat(found.get("agrees").asBoolean()).isTrue();
    assertThat(found.get("circuitDigests")).hasSize(3).isEqualTo(found.get("compiledDigests"));
    assertThat(found.get("chainId")).isEqualTo(written.get("chainId"));
    assertThat(found.get("withheld")).hasSize(3);
    assertThat(found.get("links")).hasSize(2);
    assertThat(found.at("/parts/0/nodes/0").asText()).isEqualTo("MatMul_0");
    assertThat(found.at("/parts/2/nodes/1").asText()).isEqualTo("Relu_2");
    assertThat(found.at("/inputs/x/visibility").asText()).isEqualTo("private");
    assertThat(found.get("outputs")).hasSize(1);
    assertThat(found.get("nodes")).isNotEmpty();
    assertThat(Cli.run("audit", file("m.vk"), "--architecture", file("m.architecture.onnx")).out())
        .contains("agrees    the key's circuits and links are what the compiler makes of ")
        .contains(", in 3 parts")
        .contains("digest " + found.at("/circuitDigests/2").asText() + " of part 2")
        .contains("chain id  " + written.get("chainId").asText())
        .contains("what passes, hidden", "The network, as it was compiled");
  }

  /** Proofs are those of any other chain. */
  @Test
  void itsProofsAreAccepted() throws Exception {
    run("prove", file("m.vouch"), "--input", data, "-o", file("m.proof"));
    run("verify", file("m.vk"), file("m.proof"));
  }

  @Test
  void anotherNetworkIsRejected() throws Exception {
    requireFailure(
        ExitCode.REJECTED,
        "OTHER_ARCHITECTURE",
        "first difference: the number of parts: 2 in the key, 3 as compiled",
        audit("two.vk", "m.architecture.onnx", "m.params.json"));
    requireFailure(
        ExitCode.REJECTED,
        "OTHER_ARCHITECTURE",
        "the number of parts: 1 in the key, 3 as compiled",
        audit("whole.vk", "m.architecture.onnx", "m.params.json"));
    requireFailure(
        ExitCode.REJECTED,
        "OTHER_ARCHITECTURE",
        "the number of parts: 3 in the key, 1 as compiled",
        audit("m.vk", "whole.architecture.onnx", "whole.params.json"));
    byte[] network = Files.readAllBytes(folder.resolve("m.architecture.onnx"));
    Files.write(folder.resolve("other.onnx"), renamed(network, "Relu", "Tanh"));
    requireFailure(
        ExitCode.REJECTED,
        "OTHER_ARCHITECTURE",
        "first difference: part 0: ",
        audit("m.vk", "other.onnx", "m.params.json"));
  }

  /** The same numbers, and a cut at another place. */
  @Test
  void anotherCutIsRejected() throws Exception {
    String text = Files.readString(folder.resolve("m.params.json"));
    JsonNode cuts = new ObjectMapper().readTree(text).get("cuts");
    assertThat(cuts).hasSize(2);
    String given = "\"cuts\" : [ " + cuts.get(0) + ", " + cuts.get(1) + " ]";
    assertThat(text).contains(given);
    Files.writeString(
        folder.resolve("moved.json"),
        text.replace(
            given, "\"cuts\" : [ " + cuts.get(0) + ", " + (cuts.get(1).asInt() + 1) + " ]"));
    requireFailure(
        ExitCode.REJECTED,
        "OTHER_ARCHITECTURE",
        "part 1: ",
        audit("m.vk", "m.architecture.onnx", "moved.json"));
    Files.writeString(folder.resolve("far.json"), text.replace(given, "\"cuts\" : [ 1, 9999 ]"));
    requireFailure(
        ExitCode.REJECTED,
        "NO_CIRCUIT",
        "there can be no cut after 9999 primitives",
        audit("m.vk", "m.architecture.onnx", "far.json"));
    Files.writeString(folder.resolve("torn.json"), text.replace(given, "\"cuts\" : [ 2, 1 ]"));
    requireFailure(
        ExitCode.MALFORMED,
        "MALFORMED_PARAMETERS",
        "at cuts: expected an integer from 3",
        audit("m.vk", "m.architecture.onnx", "torn.json"));
  }

  @Test
  void publicWeightsAreNotPublishedOnceMore() throws Exception {
    requireFailure(
        ExitCode.UNSUPPORTED,
        "UNSUPPORTED_MODEL",
        "its weights are public",
        "split",
        file("m.onnx"),
        "--parts",
        "2",
        "--calibrate",
        data,
        "-o",
        file("shown.vouch"),
        PUBLISH,
        "--weights-visibility",
        "public");
    assertThat(folder.resolve("shown.vouch")).doesNotExist();
    assertThat(folder.resolve("shown.params.json")).doesNotExist();
  }

  /** Names of the same length, wherever they stand. */
  private static byte[] renamed(byte[] bytes, String from, String to) {
    String latin = new String(bytes, StandardCharsets.ISO_8859_1);
    return latin.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
  }
}
