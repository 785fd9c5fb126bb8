package dev.vouch.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that a command reads; {@code -} is standard input. */
final class InputFile {
  /** Far above any key or proof that a circuit of the format's limits can have. */
  private static final int MAX_BYTES = 1 << 30;

  private static final String STANDARD_INPUT = "-";

  private final String name;

  InputFile(String name) {
    this.name = name;
  }

  boolean isStandardInput() {
    return name.equals(STANDARD_INPUT);
  }

  /** All bytes. */
  byte[] bytes() throws IOException, CommandException {
    if (isStandardInput()) {
      return limited(System.in);
    }
    requireFile();
    try (InputStream in = Files.newInputStream(Path.of(name))) {
      return limited(in);
    }
  }

  private byte[] limited(InputStream in) throws IOException, CommandException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new CommandException(
          ExitCode.MALFORMED,
          "TOO_LARGE",
          "file is larger than 1 GiB; " + this + "; no file of vouch is");
    }
    return bytes;
  }

  /** The path of a file that exists. Standard input is copied to a temporary file first. */
  Path path() throws IOException, CommandException {
    if (isStandardInput()) {
      Path copy = Files.createTempFile("vouch-stdin", ".tmp");
      copy.toFile().deleteOnExit();
      Files.write(copy, limited(System.in));
      return copy;
    }
    requireFile();
    return Path.of(name);
  }

  private void requireFile() throws IOException, CommandException {
    Path path = Path.of(name);
    if (Files.isDirectory(path)) {
      throw CommandException.usage("a folder is no file; " + name + "; name a file in it");
    }
    if (!Files.exists(path)) {
      throw new NoSuchFileException(name);
    }
  }

  @Override
  public String toString() {
    return isStandardInput() ? "standard input" : name;
  }
}
