package dev.vouch.cli.file;

import dev.vouch.circuits.model.MalformedModelFileException;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.cli.failure.CommandException;
import java.io.IOException;

/** The model that {@code compile} wrote. */
public final class CompiledModel {
  private CompiledModel() {}

  /**
   * Reads it.
   *
   * @throws CommandException with exit code 3 if the file is something else, which is named, or
   *     damaged
   */
  public static ModelFile read(InputFile file) throws IOException, CommandException {
    byte[] bytes = file.bytes();
    try {
      return ModelFile.decode(bytes);
    } catch (MalformedModelFileException e) {
      throw WrongFile.of(
          file.toString(), bytes, VouchFile.MODEL, e, "give the model (.vouch) that compile wrote");
    }
  }
}
