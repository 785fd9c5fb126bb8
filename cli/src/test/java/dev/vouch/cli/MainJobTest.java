package dev.vouch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.cli.failure.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** compile, run, prove, verify on the demo's model; what is refused, and with which exit code. */
class MainJobTest {
  @TempDir static Path folder;
  private static String digits;
  private static String model;
  private static String key;
  private static String proof;
  private static Cli.Result compiled;
  private static Cli.Result proved;

  @BeforeAll
  static void compileAndProve() throws IOException {
    DigitsModel files = DigitsModel.in(folder);
    digits = files.digits().toString();
    model = folder.resolve("digits.vouch").toString();
    key = folder.resolve("digits.vk").toString();
    proof = folder.resolve("digit.proof").toString();
    compiled =
        Cli.run("compile", files.onnx().toString(), "--calibrate", digits, "-o", model, "--json");
    proved =
        Cli.run(
            "prove",
            model,
            "--input",
            digits,
            "--sample",
            "7",
            "-o",
            proof,
            "--context",
            "nonce",
            "--json");
  }

  private static Cli.Result verify(byte[] changed) throws IOException {
    Path file = Files.write(Files.createTempFile(folder, "changed", ".proof"), changed);
    return Cli.run("verify", key, file.toString(), "--context", "nonce", "--json");
  }

  @Test
  void compileReportsSizesAndModel() throws IOException {
    assertThat(compiled.code()).as(compiled.err()).isZero();
    JsonNode json = compiled.json();
    assertThat(json.get("schema").asInt()).isEqualTo(1);
    assertThat(json.get("ok").asBoolean()).isTrue();
    assertThat(json.get("keyBytes").asLong()).isEqualTo(Files.size(Path.of(key)));
    assertThat(json.get("modelBytes").asLong()).isEqualTo(Files.size(Path.of(model)));
    assertThat(json.get("modelId").asText()).matches("[0-9a-f]{64}");
    assertThat(json.get("parameters").asInt()).isEqualTo(19_090);
    assertThat(json.get("weights").asText()).isEqualTo("private");
    assertThat(json.get("input").asText()).isEqualTo("private");
    assertThat(json.get("output").asText()).isEqualTo("public");
  }

  @Test
  void theModelIsReadableByItsOwnerAlone() throws IOException {
    assertThat(Files.getPosixFilePermissions(Path.of(model))).hasSize(2);
  }

  @Test
  void proveReportsWhatProgramsRead() throws IOException {
    assertThat(proved.code()).as(proved.err()).isZero();
    JsonNode json = proved.json();
    assertThat(json.get("proofBytes").asLong()).isEqualTo(Files.size(Path.of(proof)));
    assertThat(json.get("seconds").asDouble()).isPositive();
    assertThat(json.get("threads").asInt()).isPositive();
    assertThat(json.get("peakRssBytes").asLong()).isGreaterThan(1 << 20);
    assertThat(json.get("stages").size()).isGreaterThan(3);
    JsonNode scores = json.get("outputs").get("scores");
    assertThat(scores.get("shape").toString()).isEqualTo("[1,10]");
    assertThat(scores.get("values")).hasSize(10);
    assertThat(scores.get("integers")).hasSize(10);
    double unit = Math.scalb(1.0, -scores.get("scaleExponent").asInt());
    for (int i = 0; i < 10; i++) {
      assertThat(scores.get("values").get(i).asDouble())
          .isEqualTo(scores.get("integers").get(i).asLong() * unit);
    }
  }

  @Test
  void verifyAcceptsAndShowsTheSameOutputAsProveAndRun() throws IOException {
    Cli.Result verified = Cli.run("verify", key, proof, "--context", "nonce", "--json");
    assertThat(verified.code()).as(verified.err()).isZero();
    JsonNode json = verified.json();
    assertThat(json.get("accepted").asBoolean()).isTrue();
    assertThat(json.get("reason").isNull()).isTrue();
    assertThat(json.get("millis").asDouble()).isPositive();
    assertThat(json.get("securityBits").asInt()).isGreaterThanOrEqualTo(120);
    assertThat(json.get("modelId")).isEqualTo(compiled.json().get("modelId"));
    assertThat(json.get("outputs")).isEqualTo(proved.json().get("outputs"));
    assertThat(json.get("inputs").get("image").get("commitment").asText()).matches("[0-9a-f]{64}");

    Cli.Result ran = Cli.run("run", model, "--input", digits, "--sample", "7", "--json");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.json().get("outputs")).isEqualTo(json.get("outputs"));
  }

  @Test
  void aCompactProofIsSmallerAndAcceptedWithTheSameContextAlone() throws IOException {
    String compact = proof + ".compact";
    Cli.Result made =
        Cli.run(
            "prove",
            model,
            "--input",
            digits,
            "--sample",
            "7",
            "-o",
            compact,
            "--compact",
            "--context",
            "nonce",
            "--json");
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.json().get("proofBytes").asLong())
        .isEqualTo(Files.size(Path.of(compact)))
        .isLessThan(Files.size(Path.of(proof)) * 2 / 3);
    Cli.Result verified = Cli.run("verify", key, compact, "--context", "nonce", "--json");
    assertThat(verified.code()).as(verified.err()).isZero();
    assertThat(verified.json().get("outputs")).isEqualTo(proved.json().get("outputs"));
    assertThat(Cli.run("verify", key, compact, "--context", "other").code()).isEqualTo(1);
  }

  @Test
  void verifyPrintsWhatWasProven() {
    Cli.Result verified = Cli.run("verify", key, proof, "--context", "nonce");
    assertThat(verified.code()).isZero();
    assertThat(verified.out())
        .startsWith("accepted")
        .contains("scores [1, 10]", "hidden", "126 bits");
    assertThat(verified.err()).isEmpty();
  }

  @Test
  void quietMeansNothingButTheExitCode() {
    Cli.Result quiet = Cli.run("verify", key, proof, "--context", "nonce", "-q");
    assertThat(quiet.code()).isZero();
    assertThat(quiet.out() + quiet.err()).isEmpty();
    Cli.Result refused = Cli.run("verify", key, proof, "--context", "other", "-q");
    assertThat(refused.code()).isEqualTo(ExitCode.REJECTED);
    assertThat(refused.err()).startsWith("error: ").hasLineCount(1);
    String again = folder.resolve("quiet.proof").toString();
    Cli.Result made = Cli.run("prove", model, "--input", digits, "-o", again, "-q");
    assertThat(made.code()).isZero();
    assertThat(made.out() + made.err()).isEmpty();
    assertThat(Cli.run("run", model, "--input", digits, "-q").out()).contains("scores");
    Cli.Result said = Cli.run("verify", key, proof, "--context", "nonce");
    assertThat(said.out()).contains("context of 5 bytes", "which model it is (--model-id)");
  }

  @Test
  void bytesAreNotWrittenToATerminal() {
    System.setProperty("vouch.terminal.output", "true");
    try {
      Cli.Result result = Cli.run("prove", model, "--input", digits, "-o", "-");
      assertThat(result.code()).isEqualTo(ExitCode.USAGE);
      assertThat(result.err()).contains("not written to a terminal", "--force");
    } finally {
      System.clearProperty("vouch.terminal.output");
    }
  }

  /** As with a full disk or a closed pipe. */
  @Test
  void aResultThatCannotBeWrittenIsAFailure() {
    Writer full =
        new Writer() {
          @Override
          public void write(char[] chars, int offset, int length) throws IOException {
            throw new IOException("full");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    StringWriter err = new StringWriter();
    String[] args = {"verify", key, proof, "--context", "nonce"};
    int code = Vouch.run(new PrintWriter(full), new PrintWriter(err), args);
    assertThat(code).isEqualTo(ExitCode.INTERNAL);
    assertThat(err.toString()).startsWith("error: ").contains("standard output").hasLineCount(1);
  }

  @Test
  void twoResultsNeedTwoFiles() {
    String onnx = folder.resolve("digits.onnx").toString();
    String one = folder.resolve("one.vk").toString();
    for (String[] args :
        new String[][] {
          {"compile", onnx, "-o", one},
          {
            "compile",
            onnx,
            "-o",
            folder.resolve("m.vouch").toString(),
            "--key",
            folder + "/./m.vouch"
          },
          {"prove", model, "--input", digits, "-o", one, "--openings", one}
        }) {
      Cli.Result result = Cli.run(args);
      assertThat(result.code()).isEqualTo(ExitCode.USAGE);
      assertThat(result.err()).contains("one file");
      assertThat(Path.of(one)).doesNotExist();
    }
  }

  @Test
  void whatIsReadIsNeverReplaced() throws IOException {
    Path link = folder.resolve("link.vouch");
    Files.createSymbolicLink(link, Path.of(model));
    String onnx = folder.resolve("digits.onnx").toString();
    String fresh = folder.resolve("fresh").toString();
    byte[] before = Files.readAllBytes(Path.of(model));
    for (String[] args :
        new String[][] {
          {"prove", model, "--input", digits, "-o", model},
          {"prove", model, "--input", digits, "-o", link.toString()},
          {"prove", model, "--input", "image=" + digits, "-o", digits},
          {"prove", model, "--input", digits, "-o", fresh, "--openings", model},
          {"compile", onnx, "-o", onnx, "--key", fresh},
          {"compile", onnx, "-o", fresh, "--key", onnx},
          {"compile", onnx, "-o", fresh, "--calibrate", digits, "--report=" + digits},
          {"check", onnx, "--data", digits, "--report=" + digits}
        }) {
      String[] forced = Arrays.copyOf(args, args.length + 1);
      forced[args.length] = "--force";
      Cli.Result result = Cli.run(forced);
      assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.USAGE);
      assertThat(result.err()).contains("would replace what is read");
      assertThat(Path.of(fresh)).doesNotExist();
    }
    assertThat(Files.readAllBytes(Path.of(model))).isEqualTo(before);
  }

  @Test
  void malformedFilesAreNamed() throws IOException {
    Cli.Result wrongKind = Cli.run("verify", model, proof);
    assertThat(wrongKind.code()).isEqualTo(ExitCode.MALFORMED);
    assertThat(wrongKind.err()).contains(model, "give the key");
    Cli.Result cut = verify(Arrays.copyOf(Files.readAllBytes(Path.of(proof)), 1000));
    assertThat(cut.code()).isEqualTo(ExitCode.MALFORMED);
    assertThat(cut.err()).contains("changed", "give a proof");
  }

  @Test
  void anotherContextIsRejected() throws IOException {
    for (String[] context : new String[][] {{}, {"--context", "other"}}) {
      String[] args = {"verify", key, proof, "--json"};
      String[] all = Arrays.copyOf(args, args.length + context.length);
      System.arraycopy(context, 0, all, args.length, context.length);
      Cli.Result verified = Cli.run(all);
      assertThat(verified.code()).isEqualTo(ExitCode.REJECTED);
      assertThat(verified.json().get("accepted").asBoolean()).isFalse();
      assertThat(verified.json().get("reason").asText()).isEqualTo("QUADRATIC_FORM");
    }
  }

  @Test
  void aChangedProofIsRejectedAndACutOneMalformed() throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of(proof));
    byte[] changed = bytes.clone();
    changed[bytes.length - 40] ^= 1;
    Cli.Result rejected = verify(changed);
    assertThat(rejected.code()).isEqualTo(ExitCode.REJECTED);
    assertThat(rejected.json().get("ok").asBoolean()).isFalse();
    assertThat(rejected.json().get("code").asInt()).isEqualTo(ExitCode.REJECTED);
    assertThat(rejected.err()).startsWith("error: ").doesNotContain("\tat ");

    Cli.Result malformed = verify(Arrays.copyOf(bytes, bytes.length - 1));
    assertThat(malformed.code()).isEqualTo(ExitCode.MALFORMED);
    assertThat(malformed.json().get("accepted").asBoolean()).isFalse();
    assertThat(verify(Arrays.copyOf(bytes, bytes.length + 1)).code()).isEqualTo(ExitCode.MALFORMED);
    assertThat(verify(new byte[0]).code()).isEqualTo(ExitCode.MALFORMED);
  }

  @Test
  void anotherModelIdIsRejected() throws IOException {
    String id = compiled.json().get("modelId").asText();
    assertThat(Cli.run("verify", key, proof, "--context", "nonce", "--model-id", id).code())
        .isZero();
    Cli.Result other =
        Cli.run(
            "verify", key, proof, "--context", "nonce", "--model-id", "00".repeat(32), "--json");
    assertThat(other.code()).isEqualTo(ExitCode.REJECTED);
    assertThat(other.json().get("reason").asText()).isEqualTo("MODEL_ID");
  }

  @Test
  void existingFilesAreKeptUnlessForced() throws IOException {
    byte[] before = Files.readAllBytes(Path.of(proof));
    Cli.Result refused = Cli.run("prove", model, "--input", digits, "-o", proof);
    assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err()).contains("--force");
    assertThat(Files.readAllBytes(Path.of(proof))).isEqualTo(before);

    Path copy = Files.copy(Path.of(proof), folder.resolve("again.proof"));
    assertThat(Cli.run("prove", model, "--input", digits, "-o", copy.toString(), "--force").code())
        .isZero();
    assertThat(Files.readAllBytes(copy)).hasSize(before.length).isNotEqualTo(before);
  }

  @Test
  void damagedModelAndKeyAreMalformed() throws IOException {
    Path damaged = folder.resolve("damaged");
    byte[] bytes = Files.readAllBytes(Path.of(model));
    bytes[bytes.length / 2] ^= 1;
    Files.write(damaged, bytes);
    assertThat(Cli.run("run", damaged.toString(), "--input", digits).code())
        .isEqualTo(ExitCode.MALFORMED);
    assertThat(Cli.run("verify", damaged.toString(), proof).code()).isEqualTo(ExitCode.MALFORMED);
    assertThat(Cli.run("compile", proof, "-o", folder.resolve("x.vouch").toString()).code())
        .isEqualTo(ExitCode.MALFORMED);
  }

  @Test
  void anInputOfAnotherShapeNamesBothShapes() throws IOException {
    Cli.Result result = Cli.run("run", model, "--input", digits, "--sample", "10", "--json");
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.json().get("message").asText()).contains("0 to 9");

    Cli.Result garbage = Cli.run("run", model, "--input", key);
    assertThat(garbage.code()).isEqualTo(ExitCode.MALFORMED);
  }

  @Test
  void openingsAreWrittenForTheOwnerAlone() throws IOException {
    Path openings = folder.resolve("digit.openings");
    Cli.Result result =
        Cli.run(
            "prove",
            model,
            "--input",
            digits,
            "-o",
            folder.resolve("o.proof").toString(),
            "--openings",
            openings.toString());
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(Files.getPosixFilePermissions(openings)).hasSize(2);
    assertThat(Files.readAllBytes(openings)).startsWith("VOUCHOPN".getBytes("US-ASCII"));
  }
}
