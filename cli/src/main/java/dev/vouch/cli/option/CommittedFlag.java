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
import java.nio.channels.SeekableByteChannel;
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
        "about these rows and holds the same commitments. Files of data give the other inputs.",
        "With prove, '-' is standard input."
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
    return file == null ? null : read(file, channel -> CommittedData.of(channel, key));
  }

  /**
   * The rows, before there is a key, to be read once more with it; null without the option.
   *
   * @throws CommandException as {@link #open(VerifyingKey)}
   */
  public @Nullable OpeningsFile open() throws IOException, CommandException {
    if (file != null && file.equals("-")) {
      throw CommandException.usage(
          "the rows are read more than once; --committed -; name a file of openings");
    }
    return file == null ? null : read(file, OpeningsFile::of);
  }

  /** Takes in a file, and closes it if it is none of openings. */
  private interface Opener<T, E extends Exception> {
    T open(SeekableByteChannel file) throws IOException, MalformedCommitmentException, E;
  }

  private static <T, E extends Exception> T read(String file, Opener<T, E> opener)
      throws IOException, CommandException, E {
    InputFile input = new InputFile(file);
    try {
      return opener.open(input.channel());
    } catch (MalformedCommitmentException e) {
      throw WrongFile.of(
          file,
          input.start(),
          VouchFile.OPENINGS,
          e,
          "give the openings that 'commit', or 'prove --openings', wrote");
    }
  }
}
