package dev.vouch.cli;

import dev.vouch.circuits.model.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file that a command writes, whole or not at all; {@code -} is standard output. */
final class OutputFile {
  private static final String STANDARD_OUTPUT = "-";

  private final String name;
  private final boolean secret;

  private OutputFile(String name, boolean secret) {
    this.name = name;
    this.secret = secret;
  }

  /**
   * Checks before any work is done that the file may be written.
   *
   * @param overwrite whether an existing file may be replaced
   */
  static OutputFile open(String name, boolean overwrite) throws CommandException, IOException {
    return open(name, overwrite, false);
  }

  /** As {@link #open(String, boolean)}, for a file that only its owner may read. */
  static OutputFile openSecret(String name, boolean overwrite)
      throws CommandException, IOException {
    return open(name, overwrite, true);
  }

  private static OutputFile open(String name, boolean overwrite, boolean secret)
      throws CommandException, IOException {
    OutputFile file = new OutputFile(name, secret);
    if (!file.isStandardOutput()) {
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        throw CommandException.usage("cannot write a file; " + name + " is a folder; name a file");
      }
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        throw CommandException.usage(
            "cannot replace a device or pipe; " + name + "; name a file, or '-' to write to it");
      }
      if (Files.exists(path) && !overwrite) {
        throw CommandException.usage(
            "file exists already; " + name + "; choose another name or overwrite it with --force");
      }
      Path folder = path.toAbsolutePath().getParent();
      if (folder == null || !Files.isDirectory(folder)) {
        throw new NoSuchFileException(String.valueOf(folder));
      }
    }
    return file;
  }

  /** Checks that no two files, null if not wanted, are one: the second would replace the first. */
  static void requireDifferent(@Nullable OutputFile... files) throws CommandException {
    Set<Path> paths = new HashSet<>();
    for (OutputFile file : files) {
      if (file != null
          && !file.isStandardOutput()
          && !paths.add(Path.of(file.name).toAbsolutePath().normalize())) {
        throw CommandException.usage(
            "two results would be written to one file; " + file + "; give them different names");
      }
    }
  }

  boolean isStandardOutput() {
    return name.equals(STANDARD_OUTPUT);
  }

  void write(byte[] bytes) throws IOException {
    if (isStandardOutput()) {
      System.out.write(bytes, 0, bytes.length);
      if (System.out.checkError()) { // a PrintStream throws nothing
        throw new IOException("standard output cannot be written to");
      }
      return;
    }
    if (secret) {
      AtomicFile.writeSecret(Path.of(name), bytes);
    } else {
      AtomicFile.write(Path.of(name), bytes);
    }
  }

  @Override
  public String toString() {
    return isStandardOutput() ? "standard output" : name;
  }
}
