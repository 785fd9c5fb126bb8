package dev.vouch.cli.file;

import dev.vouch.circuits.model.MalformedModelFileException;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.model.ProvableModel;
import dev.vouch.cli.failure.CommandException;
import java.io.IOException;

/** The model that {@code compile} wrote, or {@code split}. */
public final class CompiledModel {
  private CompiledModel() {}

  /**
   * Reads it, be it in one piece or in parts.
   *
   * @throws CommandException as {@link #read}
   */
  public static ProvableModel readAny(InputFile file) throws IOException, CommandException {
    byte[] bytes = file.bytes();
    return VouchFile.begunBy(bytes).filter(VouchFile.CHAIN_MODEL::equals).isPresent()
        ? CompiledChain.decode(file, bytes)
        : decode(file, bytes);
  }

  /**
   * Reads one in one piece.
   *
   * @throws CommandException with exit code 3 if the file is something else, which is named, or
   *     damaged
   */
  public static ModelFile read(InputFile file) throws IOException, CommandException {
    return decode(file, file.bytes());
  }

  private static ModelFile decode(InputFile file, byte[] bytes) throws CommandException {
    try {
      return ModelFile.decode(bytes);
    } catch (MalformedModelFileException e) {
      throw WrongFile.of(
          file.toString(), bytes, VouchFile.MODEL, e, "give the model (.vouch) that compile wrote");
    }
  }
}
