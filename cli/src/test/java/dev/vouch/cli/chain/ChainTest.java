package dev.vouch.cli.chain;

import static dev.vouch.cli.chain.ThreeLayers.requireFailure;
import static dev.vouch.cli.chain.ThreeLayers.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.cli.Cli;
import dev.vouch.cli.DataFixture;
import dev.vouch.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks in parts from the command line: one model, one key, one proof, one verdict. */
class ChainTest {
  @TempDir private static Path shared;
  @TempDir private Path folder;

  private static String onnx;
  private static String data;
  private static String model;
  private static String key;

  @BeforeAll
  static void split() throws IOException {
    onnx = ThreeLayers.onnx(shared.resolve("m.onnx"), 1);
    data = new DataFixture(shared).text("x.json", "{\"x\": [[0.5, -1, 0.25, 1, -0.5, 0.75]]}");
    model = shared.resolve("m.vouch").toString();
    key = shared.resolve("m.vk").toString();
    run("split", onnx, "--parts", "3", "--calibrate", data, "-o", model);
  }

  private String out(String name) {
    return folder.resolve(name).toString();
  }

  private String proven(String name, String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of("prove", model, "--input", data, "-o", out(name)));
    words.addAll(List.of(options));
    run(words.toArray(String[]::new));
    return out(name);
  }

  /** A proof of each part, made by commands that share a file of boundaries. */
  private List<String> parts(String name) throws IOException {
    String boundaries = out(name + ".boundaries");
    run("prove", model, "--input", data, "--boundaries", boundaries);
    List<String> proofs = new ArrayList<>();
    for (int part = 0; part < 3; part++) {
      String proof = out(name + "." + part + ".proof");
      List<String> words =
          new ArrayList<>(
              List.of("prove", model, "--boundaries", boundaries, "--part", "" + part, "-o"));
      words.add(proof);
      if (part == 0) {
        words.addAll(List.of("--input", data));
      }
      run(words.toArray(String[]::new));
      proofs.add(proof);
    }
    return proofs;
  }

  @Test
  void theBundleIsTreatedAsOneModel() throws Exception {
    String whole = out("whole.vouch");
    run("compile", onnx, "--calibrate", data, "-o", whole);
    JsonNode expected = run("run", whole, "--input", data).at("/outputs/y/integers");
    assertThat(run("run", model, "--input", data).at("/outputs/y/integers")).isEqualTo(expected);
    String proof = proven("x.proof", "--context", "nonce");
    String id = run("inspect", key).get("chainId").asText();
    JsonNode verdict = run("verify", key, proof, "--context", "nonce", "--model-id", id);
    assertThat(verdict.get("accepted").asBoolean()).isTrue();
    assertThat(verdict.at("/outputs/y/integers")).isEqualTo(expected);
    assertThat(verdict.get("parts")).hasSize(3);
    assertThat(verdict.get("links")).hasSize(2);
    assertThat(verdict.get("notChecked")).isEmpty();
    assertThat(run("inspect", proof).get("claimedChainId").asText()).isEqualTo(id);
    assertThat(run("inspect", model).at("/parts/0/nodes")).isNotEmpty();
  }

  @Test
  void compactProofsAreSmallerAndAccepted() throws Exception {
    String plain = proven("x.proof");
    String compact = proven("c.proof", "--compact");
    assertThat(Files.size(Path.of(compact))).isLessThan(Files.size(Path.of(plain)));
    run("verify", key, compact);
  }

  @Test
  void partsProvenOneByOneAreJoinedInAnyOrder() throws Exception {
    List<String> parts = parts("a");
    assertThat(Files.getPosixFilePermissions(folder.resolve("a.boundaries")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    run("join", key, parts.get(2), parts.get(0), parts.get(1), "-o", out("joined.proof"));
    run("verify", key, out("joined.proof"));
  }

  @Test
  void partsOfTwoRunsAreRejectedByTheirLink() throws Exception {
    List<String> a = parts("a");
    List<String> b = parts("b");
    run("join", key, a.get(0), b.get(1), a.get(2), "-o", out("mixed.proof"));
    requireFailure(
        ExitCode.REJECTED, "LINK", "of part 0 to input", "verify", key, out("mixed.proof"));
  }

  @Test
  void otherContextsAndChainsAreRejected() throws Exception {
    String proof = proven("x.proof", "--context", "a");
    requireFailure(
        ExitCode.REJECTED, "QUADRATIC_FORM", "part 0", "verify", key, proof, "--context", "b");
    requireFailure(
        ExitCode.REJECTED,
        "CHAIN_ID",
        "the key is of chain",
        "verify",
        key,
        proof,
        "--model-id",
        "ab".repeat(32));
    String other = out("o.vouch");
    run("split", onnx, "--parts", "3", "--calibrate", data, "-o", other);
    requireFailure(
        ExitCode.REJECTED, "CHAIN_ID", "the proof names chain", "verify", out("o.vk"), proof);
  }

  @Test
  void cutOffAndMistakenFilesAreNamed() throws Exception {
    String proof = proven("x.proof");
    byte[] bytes = Files.readAllBytes(Path.of(key));
    Path cut = folder.resolve("cut.vk");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length - 7));
    requireFailure(
        ExitCode.MALFORMED, "MALFORMED", "damaged or cut off", "verify", cut.toString(), proof);
    byte[] short1 = Arrays.copyOf(Files.readAllBytes(Path.of(proof)), 100);
    Path torn = folder.resolve("torn.proof");
    Files.write(torn, short1);
    requireFailure(
        ExitCode.MALFORMED, "MALFORMED", "not a proof of a chain", "verify", key, torn.toString());
    requireFailure(
        ExitCode.USAGE,
        "USAGE",
        "no proof is one of part",
        "join",
        key,
        parts("a").get(0),
        parts("b").get(1),
        "-o",
        out("j.proof"));
  }

  @Test
  void whatChainsDoNotDoIsSaid() throws Exception {
    requireFailure(
        ExitCode.USAGE,
        "USAGE",
        "one sample at a time",
        "prove",
        model,
        "--input",
        data,
        "--all",
        "--boundaries",
        out("x.boundaries"),
        "-o",
        out("x.proofs"));
    requireFailure(
        ExitCode.USAGE,
        "USAGE",
        "write that first",
        "prove",
        model,
        "--input",
        data,
        "--part",
        "1",
        "-o",
        out("p.proof"));
    requireFailure(
        ExitCode.UNSUPPORTED,
        "UNSPLITTABLE",
        "no node 'nowhere'",
        "split",
        onnx,
        "--at",
        "nowhere",
        "--calibrate",
        data,
        "-o",
        out("n.vouch"));
    requireFailure(
        ExitCode.USAGE,
        "USAGE",
        "cannot have 1 parts",
        "split",
        onnx,
        "--parts",
        "1",
        "--calibrate",
        data,
        "-o",
        out("n.vouch"));
    String whole = out("whole.vouch");
    run("compile", onnx, "--calibrate", data, "-o", whole);
    requireFailure(
        ExitCode.USAGE,
        "USAGE",
        "the model has no parts",
        "prove",
        whole,
        "--input",
        data,
        "--boundaries",
        out("b"),
        "-o",
        out("p.proof"));
  }

  @Test
  void aDescriptionJoinsProofsOfModelsThatWereCompiledApart() throws Exception {
    List<String> parts = parts("a");
    JsonNode facts = run("inspect", key);
    String id = facts.get("chainId").asText();
    Path description = describe(facts, parts, id, 0);
    assertThat(run("verify", description.toString()).get("accepted").asBoolean()).isTrue();
    requireFailure(
        ExitCode.REJECTED,
        "LINK_FORMAT",
        "there is no such input",
        "verify",
        describe(facts, parts, id, 1).toString());
    String whole = Files.readString(describe(facts, parts, id, 0));
    Files.writeString(description, whole + " {}");
    requireFailure(ExitCode.MALFORMED, "MALFORMED", "no JSON", "verify", description.toString());
    Files.writeString(description, "{\"format\":\"vouch-chain\",\"version\":1,\"parts\":[]}");
    requireFailure(ExitCode.MALFORMED, "MALFORMED", "0 parts", "verify", description.toString());
  }

  /** Nothing is said to follow what no link joins it to, and no output stands for another. */
  @Test
  void partsThatNoLinkJoinsAreSaidToBeApart() throws Exception {
    List<String> parts = parts("a");
    JsonNode facts = run("inspect", key);
    Path joined = describe(facts, parts, facts.get("chainId").asText(), 0);
    assertThat(Cli.run("verify", joined.toString()).out())
        .contains("accepted: these models, one after the other, give these outputs");
    String text = Files.readString(joined);
    String last = text.substring(text.lastIndexOf("{\"key\""), text.indexOf("],\"links\""));
    Path apart = folder.resolve("apart.json");
    Files.writeString(
        apart,
        "{\"format\":\"vouch-chain\",\"version\":1,\"parts\":["
            + (last + "," + last).replaceAll("\"modelId\":\"[^\"]*\",", "")
            + "],\"links\":[]}");
    Cli.Result verified = Cli.run("verify", apart.toString());
    assertThat(verified.out())
        .startsWith("accepted: these models give these outputs; joined to no other: part 0, 1")
        .contains("output    of part 0: y ", "output    of part 1: y ")
        .contains("which models these are (modelId of each part)");
    JsonNode json = run("verify", apart.toString());
    assertThat(json.get("outputs")).isEmpty();
    assertThat(json.at("/parts/1/outputs/y/integers")).isNotEmpty();
  }

  /** The chain's own parts as if they were models of their own. */
  private Path describe(JsonNode facts, List<String> proofs, String id, int wrong)
      throws IOException {
    StringBuilder text = new StringBuilder("{\"format\":\"vouch-chain\",\"version\":1,\"parts\":[");
    byte[] bytes = Files.readAllBytes(Path.of(key));
    int at = 16;
    for (int part = 0; part < 3; part++) {
      int length = ByteBuffer.wrap(bytes, at, 8).order(ByteOrder.LITTLE_ENDIAN).getInt();
      Files.write(folder.resolve(part + ".vk"), Arrays.copyOfRange(bytes, at + 8, at + 8 + length));
      at += 8 + length;
      text.append(part == 0 ? "" : ",")
          .append("{\"key\":\"" + part + ".vk\",\"proof\":\"" + proofs.get(part) + "\",")
          .append("\"modelId\":" + facts.at("/parts/" + part + "/modelId") + ",")
          .append("\"contextHex\":\"" + context(id, part) + "\"}");
    }
    text.append("],\"links\":[");
    for (JsonNode link : facts.get("links")) {
      text.append(text.charAt(text.length() - 1) == '[' ? "" : ",")
          .append("{\"from\":" + link.get("from") + ",\"output\":" + link.get("output"))
          .append(",\"to\":" + link.get("to") + ",\"input\":")
          .append(wrong == 1 ? "\"none\"" : link.get("input").toString())
          .append('}');
    }
    return Files.writeString(folder.resolve("chain.json"), text.append("]}"));
  }

  private static String context(String id, int part) {
    StringBuilder hex = new StringBuilder();
    for (char c : "vouch-chain-1".toCharArray()) {
      hex.append(String.format("%02x", (int) c));
    }
    return hex + id + String.format("%02x000000", part);
  }
}
