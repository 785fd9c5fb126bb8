package dev.vouch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher on the packaged jar, from another folder, through pipes. */
class LauncherIT {
  @TempDir Path folder;

  private Launched vouch(Path stdin, String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Launched.LAUNCHER));
    command.addAll(List.of(args));
    String options = "-Xlog:class+load:file=" + classes();
    return Launched.run(folder, Map.of("VOUCH_JAVA_OPTS", options), stdin, command);
  }

  /** The classes that the last run loaded, and from where. */
  private Path classes() {
    return folder.resolve("classes.log");
  }

  @Test
  void demoShowsTheDigitAndRefusesTheTamperedProof() throws Exception {
    Launched demo = vouch(null, "demo", "--digit", "7");
    assertThat(demo.code()).as(demo.err()).isZero();
    assertThat(demo.text())
        .contains("answer    7", "hidden    weights, input", "126 bits", "rejected (");
  }

  @Test
  void filesComeAndGoThroughPipes() throws Exception {
    DigitsModel files = DigitsModel.in(folder);
    Launched compile = vouch(null, "compile", "digits.onnx", "--calibrate", "digits.npz");
    assertThat(compile.code()).as(compile.err()).isZero();
    assertThat(folder.resolve("digits.vouch")).exists();
    assertThat(folder.resolve("digits.vk")).exists();

    Launched prove = vouch(files.digits(), "prove", "digits.vouch", "--input", "-", "-o", "-");
    assertThat(prove.code()).as(prove.err()).isZero();
    Path proof = Files.write(folder.resolve("piped.proof"), prove.out());

    Launched verify = vouch(proof, "verify", "digits.vk", "-");
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
    Launched missing = vouch(null, "inspect", "schlüssel.vk");
    assertThat(missing.code()).isEqualTo(ExitCode.USAGE);
    assertThat(missing.err()).startsWith("error: no such file; schlüssel.vk");
  }

  @Test
  void exitCodesReachTheShell() throws Exception {
    Launched missing = vouch(null, "verify", "none.vk", "none.proof");
    assertThat(missing.code()).isEqualTo(ExitCode.USAGE);
    assertThat(missing.text()).isEmpty();
    assertThat(missing.err()).startsWith("error: no such file");
  }
}
