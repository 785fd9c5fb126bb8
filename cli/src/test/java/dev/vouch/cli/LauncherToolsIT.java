package dev.vouch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a copied folder: which tools it asks for, and that it starts as fast as before.
 */
class LauncherToolsIT {
  private static final Path ROOT = Path.of(System.getProperty("vouch.root"));
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
  private static final int CANNOT_RUN = 70;

  @TempDir Path folder;
  private Path tools;

  @BeforeEach
  void copyTheLauncher() throws IOException {
    Files.copy(ROOT.resolve("vouch"), folder.resolve("vouch"));
    tools = Files.createDirectory(folder.resolve("bin"));
    for (String tool : List.of("bash", "readlink", "sed", "head", "tail", "mkdir", "sleep")) {
      script(tool, "exec /usr/bin/" + tool + " \"$@\"");
    }
  }

  /** A program that prints a line and does nothing else. */
  private void tool(String name, String line) throws IOException {
    script(name, "echo '" + line + "'");
  }

  private void script(String name, String command) throws IOException {
    Path script = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + command + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String refusal() throws Exception {
    return run(CANNOT_RUN, Map.of("PATH", tools.toString()), "doctor");
  }

  /** What the copied launcher prints, both streams. */
  private String run(int code, Map<String, String> environment, String... args) throws Exception {
    Path out = folder.resolve("out");
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(Stream.of(folder.resolve("vouch").toString()), Stream.of(args))
                    .toList())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().remove("JAVA_HOME");
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    String printed = Files.readString(out);
    assertThat(process.exitValue()).as(printed).isEqualTo(code);
    return printed;
  }

  @Test
  void oneLineSaysWhichToolIsMissingOrTooOld() throws Exception {
    assertThat(refusal())
        .isEqualTo(
            "error: JDK 17 or newer is needed; no java is on the PATH; install one or set"
                + " JAVA_HOME\n");
    tool("java", "openjdk version \"11.0.13\" 2021-10-19");
    assertThat(refusal())
        .isEqualTo(
            "error: JDK 17 or newer is needed; %s is 11.0.13; set JAVA_HOME to a newer one\n",
            tools.resolve("java").toRealPath());
    tool("java", "openjdk version \"17\" 2021-09-14");
    assertThat(refusal())
        .startsWith("error: Maven 3.8.7 or newer is needed to build vouch; mvn is not on the PATH")
        .hasLineCount(1);
    tool("mvn", "Apache Maven 3.8.6 (84538c9988a25aec085021c365c560670ad80f63)");
    assertThat(refusal())
        .startsWith(
            "error: Maven 3.8.7 or newer is needed to build vouch; mvn on the PATH is 3.8.6")
        .hasLineCount(1);
    tool("mvn", "\033[1mApache Maven 3.9.0\033[m");
    assertThat(refusal())
        .startsWith("error: Rust 1.95 or newer is needed to build vouch; cargo is not on the PATH")
        .hasLineCount(1);
    tool("cargo", "cargo 1.63.0");
    assertThat(refusal())
        .startsWith(
            "error: Rust 1.95 or newer is needed to build vouch; cargo on the PATH is 1.63.0")
        .hasLineCount(1);
    tool("cargo", "cargo 1.100.0 (0123abcd 2027-01-01)");
    assertThat(run(0, Map.of("PATH", tools.toString()), "doctor")).startsWith("vouch: building");
  }

  @Test
  void aJdkTooOldIsNamedByItsOwnFile() throws Exception {
    Path home = Files.createDirectories(folder.resolve("jdk"));
    Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"11.0.13\"\n");
    Files.createDirectory(home.resolve("bin"));
    tool("java", "not asked");
    Files.move(tools.resolve("java"), home.resolve("bin/java"));
    String printed =
        run(CANNOT_RUN, Map.of("JAVA_HOME", home.toString(), "PATH", tools.toString()), "doctor");
    assertThat(printed).contains("JDK 17 or newer is needed", "is 11.0.13;").hasLineCount(1);
  }

  /** A moved folder's archive is made anew, once. */
  @Test
  void aCopiedFolderGetsAnArchiveOfItsOwn() throws Exception {
    String digits = "cli/src/main/resources/dev/vouch/cli/digits";
    for (String file :
        List.of(
            "cli/target/vouch.jar",
            "cli/target/vouch.jsa",
            "cli/target/vouch.jsa.for",
            "cli/src/main/scripts/archive-classes.sh",
            digits + "/digits.onnx",
            digits + "/digits.npz")) {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.copy(ROOT.resolve(file), folder.resolve(file));
    }
    Map<String, String> environment = Map.of("JAVA_HOME", JAVA_HOME.toString());
    String archive =
        "archive     " + folder.toRealPath().resolve("cli/target/vouch.jsa") + " is used";
    assertThat(run(0, environment, "doctor"))
        .startsWith("vouch: archiving its classes")
        .contains(archive);
    assertThat(run(0, environment, "doctor")).doesNotContain("archiving").contains(archive);
  }
}
