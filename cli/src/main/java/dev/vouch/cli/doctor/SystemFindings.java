package dev.vouch.cli.doctor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;

/** What vouch needs of the operating system: randomness, and a folder to load libraries from. */
final class SystemFindings {
  private static final int SEED_BYTES = 32;

  private SystemFindings() {}

  /** Two draws of the system's randomness differ. */
  static Finding randomness() {
    SecureRandom random = new SecureRandom();
    byte[] first = random.generateSeed(SEED_BYTES);
    byte[] second = random.generateSeed(SEED_BYTES);
    ObjectNode facts = Finding.noFacts().put("algorithm", random.getAlgorithm());
    return Arrays.equals(first, second)
        ? Finding.fail(
            "randomness",
            "the operating system gave the same bytes twice",
            "prove nothing on this machine: its randomness is broken",
            facts)
        : Finding.ok("randomness", "the operating system gives fresh bytes", facts);
  }

  /** The folder that JNA unpacks the packaged library to allows execution. */
  static Finding temporaryFolder() {
    String chosen = System.getProperty("vouch.native.tmpdir", System.getProperty("jna.tmpdir"));
    return temporaryFolder(chosen == null ? userCache().resolve("JNA/temp") : Path.of(chosen));
  }

  private static Path userCache() {
    String cache = System.getenv("XDG_CACHE_HOME");
    return cache == null || cache.isBlank()
        ? Path.of(System.getProperty("user.home"), ".cache")
        : Path.of(cache);
  }

  /** As {@link #temporaryFolder()} for a given folder; one that is not there yet is not made. */
  static Finding temporaryFolder(Path wanted) {
    Path folder = wanted.toAbsolutePath();
    while (!Files.exists(folder) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    ObjectNode facts = Finding.noFacts().put("folder", folder.toString());
    String advice =
        "name a folder that allows it with VOUCH_JAVA_OPTS=-Dvouch.native.tmpdir=FOLDER";
    try {
      Path file = Files.createTempFile(folder, "vouch-doctor", ".tmp");
      try {
        // A mount without execution refuses this right for any file.
        boolean executable = file.toFile().setExecutable(true) && Files.isExecutable(file);
        facts.put("executable", executable);
        return executable
            ? Finding.ok("tmpdir", folder + " allows execution", facts)
            : Finding.warn("tmpdir", folder + " forbids execution (noexec)", advice, facts);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      return Finding.warn("tmpdir", "cannot write to " + folder, advice, facts);
    }
  }
}
