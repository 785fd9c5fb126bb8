package dev.vouch.circuits.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  private static final int CONTENT_BYTES = 1 << 22;
  private static final int KILLS = 10;

  @TempDir Path folder;

  @Test
  void replacesWhatIsThere() throws IOException {
    Path file = folder.resolve("file");
    AtomicFile.write(file, new byte[] {1, 2, 3});
    AtomicFile.write(file, new byte[] {4});
    assertThat(Files.readAllBytes(file)).containsExactly(4);
    assertThat(folder).isDirectoryContaining(file::equals);
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void secretsAreForTheirOwnerEvenWhereAnOpenFileWas() throws IOException {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    Path file = folder.resolve("file");
    AtomicFile.write(file, new byte[] {1});
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    AtomicFile.writeSecret(file, new byte[] {2});
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  /** Writes files of one byte value, another each time, until it is killed. */
  static final class Writer {
    public static void main(String[] args) throws IOException {
      byte[] content = new byte[CONTENT_BYTES];
      for (byte value = 0; ; value++) {
        Arrays.fill(content, value);
        AtomicFile.write(Path.of(args[0]), content);
      }
    }
  }

  @Test
  void aProcessThatIsKilledLeavesAWholeFile() throws Exception {
    Path file = folder.resolve("file");
    Set<Byte> seen = new HashSet<>();
    for (int i = 0; i < KILLS; i++) {
      Process writer =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Writer.class.getName(),
                  file.toString())
              .inheritIO()
              .start();
      byte[] before = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
      while (!Files.exists(file) || Arrays.equals(before, Files.readAllBytes(file))) {
        assertThat(writer.isAlive()).isTrue();
      }
      Thread.sleep(7 * i);
      writer.destroyForcibly().waitFor();
      byte[] after = Files.readAllBytes(file);
      assertThat(after).hasSize(CONTENT_BYTES).containsOnly(after[0]);
      seen.add(after[0]);
    }
    assertThat(seen).hasSizeGreaterThan(1);
  }

  @Test
  void aFailureLeavesNothingBehind() throws IOException {
    Path full = Files.createDirectory(folder.resolve("full"));
    Files.createFile(full.resolve("something"));
    assertThatThrownBy(() -> AtomicFile.write(full, new byte[] {1}))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> AtomicFile.write(folder.resolve("none/file"), new byte[] {1}))
        .isInstanceOf(IOException.class);
    assertThat(folder.toFile().list()).containsExactly("full");
  }
}
