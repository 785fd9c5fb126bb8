package dev.vouch.cli.option;

import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.file.InputFile;
import dev.vouch.cli.file.VouchFile;
import dev.vouch.cli.file.WrongFile;
import dev.vouch.prover.CommittedData;
import dev.vouch.prover.CommittedInputException;
import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.commitment.MalformedCommitmentException;
import dev.vouch.verifier.commitment.OpeningsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Inputs that are committed already. */
public final class CommittedFlag {
  @Option(
      names = "--committed",
      paramLabel = "FILE",
      description = {
        "Openings of inputs that are committed already, as 'commit' writes them: the proof is",
        "about these rows and holds the same commitments. Files of data give the other inputs."
      })
  private @Nullable String file;

  /** The option's value, if there is one. */
  public List<String> files() {
    return file == null ? List.of() : List.of(file);
  }

  /**
   * The rows; null without the option.
   *
   * @param key of the model
   * @throws CommittedInputException if they are none of the model's inputs
   * @throws CommandException with exit code 3 if the file is something else, or damaged
   */
  public @Nullable CommittedData open(ModelKey key)
      throws IOException, CommandException, CommittedInputException {
    return file == null ? null : read(file, path -> CommittedData.open(path, key));
  }

  /**
   * The rows, before there is a key; null without the option.
   *
   * @throws CommandException as {@link #open(VerifyingKey)}
   */
  public @Nullable OpeningsFile open() throws IOException, CommandException {
    return file == null ? null : read(file, OpeningsFile::open);
  }

  /** Opens a file. */
  private interface Opener<T, E extends Exception> {
    T open(Path path) throws IOException, MalformedCommitmentException, E;
  }

  private static <T, E extends Exception> T read(String file, Opener<T, E> opener)
      throws IOException, CommandException, E {
    Path path = Path.of(file);
    if (Files.isDirectory(path) || file.equals("-")) {
      throw CommandException.usage(
          "rows are read one by one; --committed " + file + "; name a file of openings");
    }
    if (!Files.exists(path)) {
      throw new NoSuchFileException(file);
    }
    try {
      return opener.open(path);
    } catch (MalformedCommitmentException e) {
      throw WrongFile.of(
          file,
          new InputFile(file).start(),
          VouchFile.OPENINGS,
          e,
          "give the openings that 'commit', or 'prove --openings', wrote");
    }
  }
}
