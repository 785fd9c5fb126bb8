package dev.vouch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher on the packaged jar, from another folder, through pipes. */
class LauncherIT {
  private static final Path LAUNCHER = Path.of(System.getProperty("vouch.root"), "vouch");

  @TempDir Path folder;

  private record Run(int code, byte[] out, String err) {
    String text() {
      return new String(out, java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private Run vouch(Path stdin, String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(args));
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    List.of("LC_ALL", "LC_CTYPE", "LANG").forEach(builder.environment()::remove);
    builder.environment().put("VOUCH_JAVA_OPTS", "-Xlog:class+load:file=" + classes());
    if (stdin != null) {
      builder.redirectInput(stdin.toFile());
    }
    Process process = builder.start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), Files.readAllBytes(out), Files.readString(err));
  }

  /** The classes that the last run loaded, and from where. */
  private Path classes() {
    return folder.resolve("classes.log");
  }

  @Test
  void demoShowsTheDigitAndRefusesTheTamperedProof() throws Exception {
    Run demo = vouch(null, "demo", "--digit", "7");
    assertThat(demo.code()).as(demo.err()).isZero();
    assertThat(demo.text())
        .contains("answer    7", "hidden    weights, input", "126 bits", "rejected (");
  }

  @Test
  void filesComeAndGoThroughPipes() throws Exception {
    DigitsModel files = DigitsModel.in(folder);
    Run compile = vouch(null, "compile", "digits.onnx", "--calibrate", "digits.npz");
    assertThat(compile.code()).as(compile.err()).isZero();
    assertThat(folder.resolve("digits.vouch")).exists();
    assertThat(folder.resolve("digits.vk")).exists();

    Run prove = vouch(files.digits(), "prove", "digits.vouch", "--input", "-", "-o", "-");
    assertThat(prove.code()).as(prove.err()).isZero();
    Path proof = Files.write(folder.resolve("piped.proof"), prove.out());

    Run verify = vouch(proof, "verify", "digits.vk", "-");
    assertThat(verify.code()).as(verify.err()).isZero();
    assertThat(verify.text()).startsWith("accepted");
    assertThat(classes())
        .content()
        .contains("dev.vouch.verifier.Verifier source: shared objects file")
        .doesNotContain(
            "dev.vouch.circuits.", "dev.vouch.prover.", "com.google.protobuf.", "com.sun.jna.")
        .doesNotContain("com.fasterxml.jackson.databind.ObjectMapper");
  }

  @Test
  void namesBeyondAsciiNeedNoLocale() throws Exception {
    Run missing = vouch(null, "inspect", "schlüssel.vk");
    assertThat(missing.code()).isEqualTo(ExitCode.USAGE);
    assertThat(missing.err()).startsWith("error: no such file; schlüssel.vk");
  }

  @Test
  void exitCodesReachTheShell() throws Exception {
    Run missing = vouch(null, "verify", "none.vk", "none.proof");
    assertThat(missing.code()).isEqualTo(ExitCode.USAGE);
    assertThat(missing.text()).isEmpty();
    assertThat(missing.err()).startsWith("error: no such file");
  }
}
