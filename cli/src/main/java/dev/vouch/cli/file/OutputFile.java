package dev.vouch.cli.file;

import dev.vouch.circuits.model.AtomicFile;
import dev.vouch.cli.failure.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file that a command writes, whole or not at all; {@code -} is standard output. */
public final class OutputFile {
  /** Set by the launcher when standard output is a terminal. */
  static final String TERMINAL_PROPERTY = "vouch.terminal.output";

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
  public static OutputFile open(String name, boolean overwrite)
      throws CommandException, IOException {
    return open(name, overwrite, false);
  }

  /** As {@link #open(String, boolean)}, for a file that only its owner may read. */
  public static OutputFile openSecret(String name, boolean overwrite)
      throws CommandException, IOException {
    return open(name, overwrite, true);
  }

  private static OutputFile open(String name, boolean overwrite, boolean secret)
      throws CommandException, IOException {
    OutputFile file = new OutputFile(name, secret);
    if (name.isEmpty()) {
      throw CommandException.usage("the file name is empty; an option; name a file");
    }
    if (file.isStandardOutput() && Boolean.getBoolean(TERMINAL_PROPERTY) && !overwrite) {
      throw CommandException.usage(
          "a file of bytes is not written to a terminal; '-'; redirect it, or insist with --force");
    }
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
  public static void requireDifferent(@Nullable OutputFile... files)
      throws CommandException, IOException {
    List<OutputFile> before = new ArrayList<>();
    for (OutputFile file : files) {
      if (file == null || file.isStandardOutput()) {
        continue;
      }
      for (OutputFile other : before) {
        if (isSame(Path.of(file.name), Path.of(other.name))) {
          throw CommandException.usage(
              "two results would be written to one file; " + file + "; give them different names");
        }
      }
      before.add(file);
    }
  }

  /**
   * Checks that no result replaces a file that the command reads, not even with {@code --force}: a
   * model with its blinders cannot be made again.
   *
   * @param read values of parameters and options: {@code FILE} or {@code NAME=FILE}
   * @param files null if not wanted
   */
  public static void requireNotRead(List<String> read, @Nullable OutputFile... files)
      throws CommandException, IOException {
    for (OutputFile file : files) {
      for (String word : read) {
        // A name may itself contain the sign: whatever follows one may be the file.
        for (int start = 0; start >= 0; start = nextFile(word, start)) {
          if (file != null
              && !file.isStandardOutput()
              && isSame(Path.of(file.name), Path.of(word.substring(start)))) {
            throw CommandException.usage(
                "the result would replace what is read; " + file + "; choose another name");
          }
        }
      }
    }
  }

  private static int nextFile(String word, int start) {
    int sign = word.indexOf('=', start);
    return sign < 0 ? -1 : sign + 1;
  }

  private static boolean isSame(Path a, Path b) throws IOException {
    return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize())
        || (Files.exists(a) && Files.exists(b) && Files.isSameFile(a, b));
  }

  public boolean isStandardOutput() {
    return name.equals(STANDARD_OUTPUT);
  }

  public void write(byte[] bytes) throws IOException {
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

  /**
   * Begins the file, to be written piece by piece; it is there once it is kept.
   *
   * @throws CommandException for standard output, of which nothing can be taken back
   */
  public AtomicFile.Draft draft() throws IOException, CommandException {
    if (isStandardOutput()) {
      throw CommandException.usage("such a file is kept once it is whole; '-'; name a file");
    }
    return secret ? AtomicFile.secretDraft(Path.of(name)) : AtomicFile.draft(Path.of(name));
  }

  @Override
  public String toString() {
    return isStandardOutput() ? "standard output" : name;
  }
}
