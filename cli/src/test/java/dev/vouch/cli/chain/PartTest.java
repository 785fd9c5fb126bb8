package dev.vouch.cli.chain;

import static dev.vouch.cli.chain.ThreeLayers.requireFailure;
import static dev.vouch.cli.chain.ThreeLayers.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.circuits.model.ChainModelFile;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.cli.DataFixture;
import dev.vouch.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts that are taken out of a model, each run and proven without the weights of the others. */
class PartTest {
  private static final int PARTS = 3;

  @TempDir private static Path shared;
  @TempDir private Path folder;

  private static String data;
  private static String model;
  private static String key;

  @BeforeAll
  static void split() throws IOException {
    String onnx = ThreeLayers.onnx(shared.resolve("m.onnx"), 1);
    data = new DataFixture(shared).text("x.json", "{\"x\": [[0.5, -1, 0.25, 1, -0.5, 0.75]]}");
    model = shared.resolve("m.vouch").toString();
    key = shared.resolve("m.vk").toString();
    run("split", onnx, "--parts", "" + PARTS, "--calibrate", data, "-o", model);
    for (int part = 0; part < PARTS; part++) {
      run("part", model, "" + part, "-o", part(part));
    }
  }

  private static String part(int number) {
    return shared.resolve(number + ".vouch").toString();
  }

  private String out(String name) {
    return folder.resolve(name).toString();
  }

  private static String[] words(Object... all) {
    return Stream.of(all)
        .flatMap(word -> word instanceof String[] several ? Stream.of(several) : Stream.of(word))
        .map(String.class::cast)
        .toArray(String[]::new);
  }

  private String[] prove(int part, String proof, String... more) {
    return words("prove", part(part), "--chain", key, "-o", out(proof), more);
  }

  /** One after the other, each with what the one before passed on. */
  private void proven(String name, String... more) throws IOException {
    String first = out(name + ".0.boundaries");
    String second = out(name + ".1.boundaries");
    run(words(prove(0, name + ".0", "--input", data, "--passes", first), more));
    run(words(prove(1, name + ".1", "--boundaries", first, "--passes", second), more));
    run(words(prove(2, name + ".2", "--boundaries", second), more));
  }

  private String joined(String... proofs) throws IOException {
    String proof = out("x.proof");
    run(words("join", key, Stream.of(proofs).map(this::out).toArray(String[]::new), "-o", proof));
    return proof;
  }

  @Test
  void eachPartIsRunAndProvenByItself() throws Exception {
    proven("a", "--context", "nonce");
    String proof = joined("a.2", "a.0", "a.1");
    JsonNode verdict = run("verify", key, proof, "--context", "nonce");
    assertThat(verdict.at("/outputs/y/integers"))
        .isEqualTo(run("run", model, "--input", data).at("/outputs/y/integers"));
    assertThat(Files.getPosixFilePermissions(folder.resolve("a.0.boundaries")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    requireFailure(
        ExitCode.REJECTED, "QUADRATIC_FORM", "part 0", "verify", key, proof, "--context", "other");
  }

  @Test
  void theValuesMayBeThoseOfARunOfAllParts() throws Exception {
    String all = out("all.boundaries");
    run("prove", model, "--input", data, "--boundaries", all);
    run(prove(0, "0", "--input", data, "--boundaries", all));
    JsonNode report = run(prove(1, "1", "--boundaries", all, "--compact"));
    assertThat(report.get("part").asInt()).isEqualTo(1);
    assertThat(report.get("passes").isNull()).isTrue();
    run("prove", model, "--boundaries", all, "--part", "2", "-o", out("2")); // of either file
    run("verify", key, joined("0", "1", "2"));
  }

  /** The part that reads an input of the network takes it as the model would. */
  @Test
  void inputsMayBeCommittedAlready() throws Exception {
    String id = run("commit", data, "--key", key, "-o", out("d.commitment")).get("dataId").asText();
    String first = out("0.boundaries");
    String second = out("1.boundaries");
    run(prove(0, "0", "--committed", out("d.openings"), "--passes", first));
    run(prove(1, "1", "--boundaries", first, "--passes", second));
    run(prove(2, "2", "--boundaries", second));
    run("verify", key, joined("0", "1", "2"), "--input-id", id);
  }

  /** Neither numbers nor blinders of the others, nor the names of what they compute with. */
  @Test
  void aPartHasNoWeightsOfTheOthers() throws Exception {
    ChainModelFile chain = ChainModelFile.decode(Files.readAllBytes(Path.of(model)));
    for (int part = 0; part < PARTS; part++) {
      byte[] bytes = Files.readAllBytes(Path.of(part(part)));
      ModelFile own = ModelFile.decode(bytes);
      assertThat(own.key().modelId()).isEqualTo(chain.parts().get(part).key().modelId());
      assertThat(own.modelValues()).hasSize(1);
      String text = latin(bytes);
      for (int other = 0; other < PARTS; other++) {
        byte[] all = chain.parts().get(other).encode();
        // blinders stand at the end, before the digest
        String blinder = latin(all).substring(all.length - 64, all.length - 32);
        assertThat(text.contains(blinder)).isEqualTo(other == part);
        String weight = "w" + (other + 1);
        assertThat(own.program().tensors().stream().anyMatch(t -> t.name().contains(weight)))
            .isEqualTo(other == part);
      }
      assertThat(Files.getPosixFilePermissions(Path.of(part(part))))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void partsOfTwoRunsAreRejectedByTheirLink() throws Exception {
    proven("a");
    proven("b");
    requireFailure(
        ExitCode.REJECTED,
        "LINK",
        "of part 0 to input",
        "verify",
        key,
        joined("a.0", "b.1", "b.2"));
  }

  /** An ordinary proof of the part's model is bound to no chain. */
  @Test
  void aProofThatIsNoPartsIsRejected() throws Exception {
    proven("a");
    String first = out("a.0.boundaries");
    run("prove", part(1), "--committed", first, "-o", out("own"));
    requireFailure(
        ExitCode.REJECTED, "QUADRATIC_FORM", "part 1", "verify", key, joined("a.0", "own", "a.2"));
  }

  @Test
  void whatPassesHasToBeKnown() throws Exception {
    proven("a");
    String first = out("a.0.boundaries");
    requireFailure(
        ExitCode.MALFORMED,
        "CHAIN_BOUNDARY",
        "the boundaries lack the output",
        prove(1, "p", "--passes", out("q")));
    requireFailure(
        ExitCode.MALFORMED,
        "CHAIN_BOUNDARY",
        "the boundaries lack the output",
        prove(2, "p", "--boundaries", first));
    requireFailure(
        ExitCode.MALFORMED,
        "CHAIN_BOUNDARY",
        "two boundaries have",
        prove(1, "p", "--boundaries", first, "--boundaries", first, "--passes", out("q")));
    requireFailure(
        ExitCode.USAGE,
        "USAGE",
        "no file is named for it; give --passes",
        prove(1, "p", "--boundaries", first));
    requireFailure(
        ExitCode.USAGE,
        "USAGE",
        "is known already; --passes",
        prove(
            1,
            "p",
            "--boundaries",
            first,
            "--boundaries",
            out("a.1.boundaries"),
            "--passes",
            out("q")));
    requireFailure(
        ExitCode.USAGE,
        "USAGE",
        "the part passes nothing on",
        prove(2, "p", "--boundaries", out("a.1.boundaries"), "--passes", out("q")));
    assertThat(folder.resolve("p")).doesNotExist();
    assertThat(folder.resolve("q")).doesNotExist();
  }

  @Test
  void filesInTheWrongPlaceAreNamed() throws Exception {
    String other = out("o.vouch");
    run(
        "split",
        shared.resolve("m.onnx").toString(),
        "--parts",
        "2",
        "--calibrate",
        data,
        "-o",
        other);
    requireFailure(
        ExitCode.USAGE,
        "USAGE",
        "is no part of the chain; --chain",
        words(
            "prove",
            part(0),
            "--chain",
            out("o.vk"),
            "--input",
            data,
            "-o",
            out("p"),
            "--passes",
            out("q")));
    requireFailure(
        ExitCode.USAGE,
        "USAGE",
        "the model has all parts; --chain",
        words("prove", model, "--chain", key, "--part", "0", "--input", data, "-o", out("p")));
    requireFailure(
        ExitCode.USAGE,
        "USAGE",
        "the model has no parts; --passes",
        words("prove", part(0), "--input", data, "--passes", out("q"), "-o", out("p")));
    requireFailure(
        ExitCode.USAGE,
        "USAGE",
        "is part 0, not 1; --part",
        prove(0, "p", "--part", "1", "--input", data, "--passes", out("q")));
    requireFailure(ExitCode.USAGE, "USAGE", "no part 3", "part", model, "3", "-o", out("part"));
    requireFailure(
        ExitCode.MALFORMED, "MALFORMED", "0.vouch is ", "part", part(0), "0", "-o", out("part"));
    requireFailure(
        ExitCode.USAGE,
        "USAGE",
        "what passes goes to one file",
        words("prove", model, "--input", data, "--boundaries", out("a"), "--boundaries", out("b")));
  }
}
