package dev.vouch.circuits;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Outside test data: the folder named by the system property {@code vouch.shared}. */
public final class SharedData {
  private SharedData() {}

  /** A path in the folder, whether or not something is there. */
  public static Path path(String relative) {
    return Path.of(System.getProperty("vouch.shared", "../../shared")).resolve(relative);
  }

  /** A path in the folder; the test is skipped with a message when it is not there. */
  public static Path require(String relative) {
    Path path = path(relative);
    Assumptions.assumeTrue(
        Files.exists(path),
        "needs " + relative + " of the shared folder, which -Dvouch.shared=FOLDER names");
    return path;
  }
}
