package dev.vouch.prover.ffi;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is said when the library cannot be used. Each case has a process of its own: JNA keeps
 * libraries by name, and the prover is looked for once a process.
 */
class LibraryLoadingProcessTest {
  private static final String JNA_LIBRARY = "/com/sun/jna/linux-x86-64/libjnidispatch.so";

  @TempDir Path folder;

  private List<String> probe(String classPath, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath, AvailabilityProbe.class.getName()));
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    List<String> lines = Files.readAllLines(out);
    assertThat(process.exitValue()).as("%s", lines).isZero();
    return lines;
  }

  private static List<String> causes(List<String> lines) {
    return lines.stream().filter(line -> line.startsWith("cause ")).toList();
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  /** The class path with this module's classes, but without the packaged library. */
  private String classPathWithoutLibrary() throws IOException {
    Path classes = Path.of("target", "classes").toAbsolutePath();
    Path copy = folder.resolve("classes");
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        Path target = copy.resolve(classes.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    List<String> entries = Arrays.asList(classPath().split(File.pathSeparator));
    assertThat(entries).contains(classes.toString());
    return entries.stream()
        .map(entry -> entry.equals(classes.toString()) ? copy.toString() : entry)
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void theSameProbeFindsThePackagedLibrary() throws Exception {
    List<String> lines = probe(classPath());
    assertThat(lines).contains("available true");
    assertThat(causes(lines)).isEmpty();
  }

  @Test
  void whenNothingLoadsEveryCauseIsKept() throws Exception {
    List<String> lines =
        probe(classPathWithoutLibrary(), "-Djna.library.path=" + folder, "-Djava.library.path=");
    assertThat(lines).contains("available false", "file null");
    List<String> causes = causes(lines);
    assertThat(causes).hasSize(2);
    assertThat(causes.get(0)).contains("java.io.IOException", "libvouch_prover.so");
    assertThat(causes.get(1)).contains("UnsatisfiedLinkError", "vouch_prover");
    String detail =
        lines.stream()
            .filter(line -> line.startsWith("detail no native library"))
            .findFirst()
            .orElseThrow();
    for (String cause : causes) {
      String message = cause.split(" ", 3)[2];
      assertThat(detail).contains(message);
    }
  }

  @Test
  void aLibraryOnTheLibraryPathIsTakenWhenNoneIsPackaged() throws Exception {
    Path library = folder.resolve("libvouch_prover.so");
    Files.copy(Path.of("target", "classes", "linux-x86-64", "libvouch_prover.so"), library);
    List<String> lines = probe(classPathWithoutLibrary(), "-Djna.library.path=" + folder);
    assertThat(lines).contains("available true", "detail library path", "file " + library);
    assertThat(causes(lines)).singleElement().asString().contains("java.io.IOException");
  }

  @Test
  void aLibraryThatLacksTheFunctionsIsRefused() throws Exception {
    Path other = folder.resolve("libother.so");
    try (InputStream in = Native.class.getResourceAsStream(JNA_LIBRARY)) {
      Files.copy(in, other);
    }
    List<String> lines = probe(classPath(), "-Dvouch.native.library=" + other);
    assertThat(lines).contains("available false", "file " + other);
    assertThat(causes(lines)).singleElement().asString().contains("UnsatisfiedLinkError", "vouch_");
  }

  @Test
  void aPropertyThatNamesNoFileIsNotPassedOver() throws Exception {
    Path missing = folder.resolve("missing.so");
    List<String> lines = probe(classPath(), "-Dvouch.native.library=" + missing);
    assertThat(lines).contains("available false", "file null");
    assertThat(causes(lines)).singleElement().asString().contains("names " + missing, "no file");
  }
}
