package dev.vouch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vouch.cli.failure.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Disks that are full, folders that nothing can be written to or run from: file systems of the
 * test's own, mounted where only its process sees them.
 */
class SurroundingsIT {
  @TempDir Path folder;
  private Path disk = Path.of("");

  @BeforeEach
  void prepare() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    DigitsModel.in(folder);
    assumeTrue(
        shell("unshare --map-root-user --mount true").code() == 0,
        "mounts of its own are not allowed to a process");
  }

  private Launched shell(String script, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", "-c", "exec 2>&1; " + script, "bash"));
    command.addAll(List.of(arguments));
    return Launched.run(folder, Map.of(), null, command);
  }

  /** Runs a script that may use {@code $disk} and {@code $vouch}, with such a file system there. */
  private Launched mounted(String options, String script) throws Exception {
    String mount = "mount -t tmpfs -o \"$2\" tmpfs \"$1\" && disk=$1 vouch=$3; " + script;
    return shell(
        "exec unshare --map-root-user --mount bash -c '" + mount + "' bash \"$@\"",
        disk.toString(),
        options,
        Launched.LAUNCHER);
  }

  private Launched javaWith(String options, String properties, String arguments) throws Exception {
    return mounted(options, "export VOUCH_JAVA_OPTS=\"" + properties + "\"; $vouch " + arguments);
  }

  @Test
  void aFullDiskKeepsTheOldFileAndIsNamed() throws Exception {
    Launched run =
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
  void standardOutputThatTakesNothingIsAFailure() throws Exception {
    Launched run =
        shell(
            "\"$1\" compile digits.onnx -o digits.vouch && \"$1\" inspect digits.vk >/dev/full; exit $?",
            Launched.LAUNCHER);
    assertThat(run.code()).as(run.text()).isEqualTo(ExitCode.INTERNAL);
  }

  @Test
  void aHomeThatCannotBeWrittenToIsNotNeeded() throws Exception {
    Launched run = javaWith("ro", "-Duser.home=$disk", "compile digits.onnx -o digits.vouch");
    assertThat(run.code()).as(run.text()).isEqualTo(ExitCode.OK);
    assertThat(folder.resolve("digits.vouch")).exists();
  }

  @Test
  void whereNothingCanBeRunFromItIsSaidAndVerifyingWorks() throws Exception {
    assertThat(shell("\"$1\" compile digits.onnx -o digits.vouch", Launched.LAUNCHER).code())
        .isZero();
    assertThat(
            shell("\"$1\" prove digits.vouch --input digits.npz -o x.proof", Launched.LAUNCHER)
                .code())
        .isZero();
    String nowhere = "-Duser.home=$disk -Djava.io.tmpdir=$disk";
    Launched proving =
        javaWith("noexec", nowhere, "prove digits.vouch --input digits.npz -o y.proof");
    assertThat(proving.code()).as(proving.text()).isEqualTo(ExitCode.NO_PROVER);
    assertThat(proving.text()).contains("native prover is not available", "vouch doctor");
    Launched verifying = javaWith("noexec", nowhere, "verify digits.vk x.proof");
    assertThat(verifying.code()).as(verifying.text()).isEqualTo(ExitCode.OK);
    Launched doctor = javaWith("noexec", nowhere, "doctor");
    assertThat(doctor.text()).contains("noexec", "-Dvouch.native.tmpdir=FOLDER");
  }
}
