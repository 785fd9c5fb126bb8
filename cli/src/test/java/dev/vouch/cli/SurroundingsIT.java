package dev.vouch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vouch.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Disks that are full, folders that nothing can be written to or run from: file systems of the
 * test's own, mounted where only its process sees them.
 */
class SurroundingsIT {
  private static final String LAUNCHER =
      Path.of(System.getProperty("vouch.root"), "vouch").toString();

  @TempDir Path folder;
  private Path disk = Path.of("");

  private record Run(int code, String text) {}

  @BeforeEach
  void prepare() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    DigitsModel.in(folder);
    assumeTrue(
        shell("unshare --map-root-user --mount true").code() == 0,
        "mounts of its own are not allowed to a process");
  }

  private Run shell(String script, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", "-c", script, "bash"));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Run(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
  }

  /** Runs a script that may use {@code $disk} and {@code $vouch}, with such a file system there. */
  private Run mounted(String options, String script) throws Exception {
    String mount = "mount -t tmpfs -o \"$2\" tmpfs \"$1\" && disk=$1 vouch=$3; " + script;
    return shell(
        "exec unshare --map-root-user --mount bash -c '" + mount + "' bash \"$@\"",
        disk.toString(),
        options,
        LAUNCHER);
  }

  private Run javaWith(String options, String properties, String arguments) throws Exception {
    return mounted(options, "export VOUCH_JAVA_OPTS=\"" + properties + "\"; $vouch " + arguments);
  }

  @Test
  void aFullDiskKeepsTheOldFileAndIsNamed() throws Exception {
    Run run =
        mounted(
            "size=16k",
            "echo old > $disk/digits.vouch;"
                + " $vouch compile digits.onnx -o $disk/digits.vouch --force;"
                + " code=$?; cat $disk/digits.vouch; ls -A $disk; exit $code");
    assertThat(run.code()).isEqualTo(ExitCode.INTERNAL);
    assertThat(run.text())
        .contains(disk.resolve("digits.vouch").toString(), "No space left on device")
        .endsWith("old\ndigits.vouch\n");
  }

  @Test
  void standardOutputThatTakesNothingIsAFailure() throws IOException, Exception {
    Run run =
        shell(
            "\"$1\" compile digits.onnx -o digits.vouch && \"$1\" inspect digits.vk >/dev/full; exit $?",
            LAUNCHER);
    assertThat(run.code()).as(run.text()).isEqualTo(ExitCode.INTERNAL);
  }

  @Test
  void aHomeThatCannotBeWrittenToIsNotNeeded() throws Exception {
    Run run = javaWith("ro", "-Duser.home=$disk", "compile digits.onnx -o digits.vouch");
    assertThat(run.code()).as(run.text()).isEqualTo(ExitCode.OK);
    assertThat(folder.resolve("digits.vouch")).exists();
  }

  @Test
  void whereNothingCanBeRunFromItIsSaidAndVerifyingWorks() throws Exception {
    assertThat(shell("\"$1\" compile digits.onnx -o digits.vouch", LAUNCHER).code()).isZero();
    assertThat(shell("\"$1\" prove digits.vouch --input digits.npz -o x.proof", LAUNCHER).code())
        .isZero();
    String nowhere = "-Duser.home=$disk -Djava.io.tmpdir=$disk";
    Run proving = javaWith("noexec", nowhere, "prove digits.vouch --input digits.npz -o y.proof");
    assertThat(proving.code()).as(proving.text()).isEqualTo(ExitCode.NO_PROVER);
    assertThat(proving.text()).contains("native prover is not available", "vouch doctor");
    Run verifying = javaWith("noexec", nowhere, "verify digits.vk x.proof");
    assertThat(verifying.code()).as(verifying.text()).isEqualTo(ExitCode.OK);
    Run doctor = javaWith("noexec", nowhere, "doctor");
    assertThat(doctor.text()).contains("noexec", "-Dvouch.native.tmpdir=FOLDER");
  }
}
