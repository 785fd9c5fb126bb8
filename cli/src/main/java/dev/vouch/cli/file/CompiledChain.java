package dev.vouch.cli.file;

import dev.vouch.circuits.model.ChainModelFile;
import dev.vouch.circuits.model.ChainPart;
import dev.vouch.circuits.model.MalformedModelFileException;
import dev.vouch.cli.failure.CommandException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The model in parts that {@code split} wrote. */
public final class CompiledChain {
  private CompiledChain() {}

  /** Whether a file begins as one; standard input is not read, and is none. */
  public static boolean isOne(String file) throws IOException, CommandException {
    InputFile input = new InputFile(file);
    return !input.isStandardInput()
        && !input.isFolder()
        && VouchFile.begunBy(input.start()).filter(VouchFile.CHAIN_MODEL::equals).isPresent();
  }

  /**
   * Reads it.
   *
   * @throws CommandException with exit code 3 if the file is something else, which is named, or
   *     damaged
   */
  public static ChainModelFile read(InputFile file) throws IOException, CommandException {
    return decode(file, file.bytes());
  }

  /**
   * Reads one part of it.
   *
   * @param number of the part; null if none is given
   * @param place where the number is from, for messages
   * @throws CommandException as {@link #read}, and if there is no such part
   */
  public static ChainPart readPart(InputFile file, @Nullable Integer number, String place)
      throws IOException, CommandException {
    ChainModelFile chain = read(file);
    int parts = chain.parts().size();
    if (number == null || number < 0 || number >= parts) {
      throw CommandException.usage(
          "no part " + number + "; " + place + "; give 0 to " + (parts - 1));
    }
    return chain.part(number);
  }

  static ChainModelFile decode(InputFile file, byte[] bytes) throws CommandException {
    try {
      return ChainModelFile.decode(bytes);
    } catch (MalformedModelFileException e) {
      throw WrongFile.of(
          file.toString(),
          bytes,
          VouchFile.CHAIN_MODEL,
          e,
          "give the model (.vouch) that split wrote");
    }
  }
}
