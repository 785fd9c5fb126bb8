package dev.vouch.cli.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.verifier.Verifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program that has nothing but the verifier and Bouncy Castle. */
final class PlainJava {
  static final String BOUNCY_CASTLE = "org.bouncycastle.crypto.digests.KeccakDigest";

  private PlainJava() {}

  /** What a program printed. */
  record Output(String out, String err) {}

  /**
   * Runs a source file in a process of its own.
   *
   * @param folder where what it prints is kept
   * @param code that it must exit with
   * @param words the file, and what it is given
   */
  static Output run(Path folder, int code, List<String> words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        place(Verifier.class)
            + System.getProperty("path.separator")
            + place(Class.forName(BOUNCY_CASTLE)));
    command.addAll(words);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    Output output = new Output(Files.readString(out), Files.readString(err));
    assertThat(process.exitValue()).as(output.err()).isEqualTo(code);
    return output;
  }

  /** Where a class is from. */
  static Path place(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
