package dev.vouch.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that a command writes, whole or not at all: to a temporary file beside it, then moved into
 * place. {@code -} is standard output.
 */
final class OutputFile {
  private static final String STANDARD_OUTPUT = "-";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

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

  boolean isStandardOutput() {
    return name.equals(STANDARD_OUTPUT);
  }

  void write(byte[] bytes) throws IOException {
    if (isStandardOutput()) {
      OutputStream out = System.out;
      out.write(bytes);
      out.flush();
      return;
    }
    Path path = Path.of(name).toAbsolutePath();
    Path temporary = createBeside(path);
    try {
      Files.write(temporary, bytes, StandardOpenOption.WRITE);
      move(temporary, path);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private Path createBeside(Path path) throws IOException {
    String prefix = "." + path.getFileName();
    for (int attempt = 0; ; attempt++) {
      Path candidate =
          path.resolveSibling(prefix + "." + ProcessHandle.current().pid() + attempt + ".tmp");
      try {
        return secret
            ? Files.createFile(candidate, PosixFilePermissions.asFileAttribute(OWNER_ONLY))
            : Files.createFile(candidate);
      } catch (FileAlreadyExistsException e) {
        if (attempt == 9) {
          throw e;
        }
      }
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public String toString() {
    return isStandardOutput() ? "standard output" : name;
  }
}
