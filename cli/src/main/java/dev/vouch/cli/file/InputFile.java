package dev.vouch.cli.file;

import dev.vouch.circuits.model.AtomicFile;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.failure.ExitCode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A file that a command reads; {@code -} is standard input. */
public final class InputFile {
  /** Far above any key or proof that a circuit of the format's limits can have. */
  private static final int MAX_BYTES = 1 << 30;

  private static final int CHUNK_BYTES = 1 << 16;
  private static final String STANDARD_INPUT = "-";

  private final String name;

  public InputFile(String name) {
    this.name = name;
  }

  /** What reads a file by its path. */
  public interface PathReader<T, E extends Exception> {
    public T read(Path path) throws IOException, CommandException, E;
  }

  /**
   * Checks that standard input is read once at most.
   *
   * @param model a file
   * @param data values of options: {@code FILE} or {@code NAME=FILE}
   */
  @SafeVarargs
  public static void requireOneStandardInput(String model, List<String>... data)
      throws CommandException {
    int uses = isStandardInput(model) ? 1 : 0;
    for (List<String> words : data) {
      for (String word : words) {
        uses += isStandardInput(word) ? 1 : 0;
      }
    }
    if (uses > 1) {
      throw CommandException.usage(
          uses + " files are standard input; '-'; it can be read once, give the others names");
    }
  }

  static boolean isStandardInput(String word) {
    return word.equals(STANDARD_INPUT) || word.endsWith("=" + STANDARD_INPUT);
  }

  boolean isStandardInput() {
    return name.equals(STANDARD_INPUT);
  }

  boolean isFolder() {
    return !isStandardInput() && Files.isDirectory(Path.of(name));
  }

  /** All bytes. */
  public byte[] bytes() throws IOException, CommandException {
    return bytes(MAX_BYTES);
  }

  /**
   * All bytes of a file that has no more than so many, be it the right one or not.
   *
   * @param most at most 2^30; of a larger file no more is read
   */
  public byte[] bytes(int most) throws IOException, CommandException {
    try (InputStream in = open()) {
      byte[] bytes = in.readNBytes(most + 1);
      requireAtMost(bytes.length, most);
      return bytes;
    }
  }

  /** The first bytes, for messages; standard input is not read. */
  public byte[] start() throws IOException, CommandException {
    try (InputStream in = open()) {
      return in.readNBytes(Contents.START_BYTES);
    }
  }

  /**
   * Hands the file's path to a reader. What can be read only once, standard input and pipes, is
   * copied to a temporary file first, which only its owner may read.
   */
  public <T, E extends Exception> T read(PathReader<T, E> reader)
      throws IOException, CommandException, E {
    try (InputStream in = open()) {
      if (!isStandardInput() && Files.isRegularFile(Path.of(name))) {
        return reader.read(Path.of(name));
      }
      // In a folder of its own: a model or tensor may name further files beside it.
      Path folder = Files.createTempDirectory("vouch-input");
      Path copy = Files.createFile(folder.resolve("data"), AtomicFile.ownerOnly());
      // If the process is ended meanwhile; files go in the reverse of this order.
      folder.toFile().deleteOnExit();
      copy.toFile().deleteOnExit();
      try {
        copy(in, copy);
        return reader.read(copy);
      } finally {
        Files.deleteIfExists(copy);
        Files.deleteIfExists(folder);
      }
    }
  }

  /**
   * The file, to be read at any place. What can be read only once, standard input and pipes, is
   * copied to a temporary file first, which only its owner may read and which goes when this is
   * closed.
   */
  public SeekableByteChannel channel() throws IOException, CommandException {
    try (InputStream in = open()) {
      if (!isStandardInput() && Files.isRegularFile(Path.of(name))) {
        return Files.newByteChannel(Path.of(name));
      }
      Path copy = Files.createTempFile("vouch-input", null, AtomicFile.ownerOnly());
      copy.toFile().deleteOnExit(); // if the process is ended meanwhile
      try {
        copy(in, copy);
        return Files.newByteChannel(
            copy, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
      } catch (IOException | CommandException | RuntimeException e) {
        Files.deleteIfExists(copy);
        throw e;
      }
    }
  }

  private void copy(InputStream in, Path target) throws IOException, CommandException {
    byte[] chunk = new byte[CHUNK_BYTES];
    long total = 0;
    try (OutputStream out = Files.newOutputStream(target)) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        total += read;
        requireAtMost(total, MAX_BYTES);
        out.write(chunk, 0, read);
      }
    }
  }

  private void requireAtMost(long bytes, int most) throws CommandException {
    if (bytes > most) {
      throw new CommandException(
          ExitCode.MALFORMED,
          "TOO_LARGE",
          "file is larger than "
              + (most >> 20)
              + " MiB; "
              + this
              + "; no file of its kind that vouch writes is");
    }
  }

  /** Standard input stays open when what this gives is closed. */
  private InputStream open() throws IOException, CommandException {
    if (isStandardInput()) {
      return new FilterInputStream(System.in) {
        @Override
        public void close() {}
      };
    }
    if (name.isEmpty()) {
      throw CommandException.usage("the file name is empty; an option or parameter; name a file");
    }
    Path path = Path.of(name);
    if (Files.isDirectory(path)) {
      throw CommandException.usage("a folder is no file; " + name + "; name a file in it");
    }
    if (!Files.exists(path)) {
      throw new NoSuchFileException(name);
    }
    return Files.newInputStream(path);
  }

  @Override
  public String toString() {
    return isStandardInput() ? "standard input" : name;
  }
}
