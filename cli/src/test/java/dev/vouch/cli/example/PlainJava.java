package dev.vouch.cli.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.cli.Cli;
import dev.vouch.verifier.Verifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a program that has nothing but the verifier and Bouncy Castle. */
final class PlainJava {
  static final String BOUNCY_CASTLE = "org.bouncycastle.crypto.digests.KeccakDigest";

  private PlainJava() {}

  /**
   * Runs a source file in a process of its own.
   *
   * @param folder where what it prints is kept
   * @param code that it must exit with
   * @param words the file, and what it is given
   */
  static Cli.Result run(Path folder, int code, List<String> words) throws Exception {
    String classPath =
        place(Verifier.class)
            + System.getProperty("path.separator")
            + place(Class.forName(BOUNCY_CASTLE));
    List<String> all = new ArrayList<>(List.of("-cp", classPath));
    all.addAll(words);
    Cli.Result result = Cli.java(folder, all);
    assertThat(result.code()).as(result.err()).isEqualTo(code);
    return result;
  }

  /** Where a class is from. */
  static Path place(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
