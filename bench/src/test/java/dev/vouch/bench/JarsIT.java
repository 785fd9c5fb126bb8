package dev.vouch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every jar that is packaged says under which licences it may be used. */
class JarsIT {
  private static final Path ROOT = Path.of(System.getProperty("vouch.root"));

  static Stream<Path> jars() {
    String version = System.getProperty("vouch.version");
    return Stream.of(
            "verifier/target/vouch-verifier-" + version + ".jar",
            "circuits/target/vouch-circuits-" + version + ".jar",
            "jni-bridge/target/vouch-prover-" + version + ".jar",
            "cli/target/vouch-cli-" + version + ".jar",
            "cli/target/vouch.jar",
            "bench/target/vouch-bench-" + version + ".jar",
            "bench/target/benchmarks.jar")
        .map(ROOT::resolve);
  }

  private static String read(Path jar, String entry) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      assertThat(file.getEntry(entry)).as(entry + " in " + jar).isNotNull();
      try (InputStream in = file.getInputStream(file.getEntry(entry))) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("jars")
  void licenceAndNoticeAreInside(Path jar) throws IOException {
    assertThat(read(jar, "META-INF/LICENSE")).contains("Apache License", "Version 2.0");
    assertThat(read(jar, "META-INF/NOTICE")).startsWith("vouch\n").containsOnlyOnce("ONNX (Apache");
  }

  @Test
  void theCommandKeepsTheNoticesOfItsLibraries() throws IOException {
    Path jar = ROOT.resolve("cli/target/vouch.jar");
    assertThat(read(jar, "META-INF/NOTICE")).contains("Jackson JSON processor");
    assertThat(read(jar, "META-INF/LICENSE")).contains("Java Native Access (JNA)");
    assertThat(read(jar, "META-INF/LICENSE.md")).contains("Bouncy Castle");
    assertThat(read(jar, "META-INF/THIRD-PARTY.md")).contains("picocli", "Google Inc.");
  }

  @Test
  void theNativeLibraryComesWithTheLicencesOfItsCrates() throws IOException {
    assertThat(read(jars().toList().get(2), "META-INF/CRATES.md"))
        .contains("| subtle |", "BSD-3-Clause");
  }
}
