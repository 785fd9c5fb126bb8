package dev.vouch.cli.verify;

import dev.vouch.circuits.model.MalformedModelFileException;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.file.InputFile;
import dev.vouch.cli.file.VouchFile;
import dev.vouch.cli.file.WrongFile;
import java.io.IOException;
import java.util.List;

/**
 * The weights in a model file. A class of its own: most verifications load none of what it needs.
 */
final class WeightsFile {
  private WeightsFile() {}

  /** The values of each MODEL tensor in declaration order. */
  static List<long[]> values(String file) throws IOException, CommandException {
    byte[] bytes = new InputFile(file).bytes();
    try {
      return ModelFile.decode(bytes).modelValues();
    } catch (MalformedModelFileException e) {
      throw WrongFile.of(
          file, bytes, VouchFile.MODEL, e, "give the model (.vouch) that compile wrote");
    }
  }
}
