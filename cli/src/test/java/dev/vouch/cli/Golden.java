package dev.vouch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Outputs that are kept in files: {@code -Dvouch.write=true} writes them anew. */
final class Golden {
  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

  private Golden() {}

  /**
   * Compares an output with its file.
   *
   * @param name below the folder of these files
   */
  static void assertEqual(String name, String actual) throws IOException {
    Path file = FOLDER.resolve(name);
    if (Boolean.getBoolean("vouch.write")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, actual);
    }
    assertThat(file).as("-Dvouch.write=true writes it").isRegularFile();
    assertThat(actual)
        .as("%s; if the change is wanted, -Dvouch.write=true writes the file anew", file)
        .isEqualTo(Files.readString(file));
  }
}
