package dev.vouch.cli.file;

import dev.vouch.cli.failure.CommandException;
import dev.vouch.verifier.MalformedKeyException;
import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.VerifyingKey;
import java.io.IOException;

/** The key that {@code compile} or {@code split} wrote, of any model. */
public final class KeyFile {
  private KeyFile() {}

  /**
   * Reads it.
   *
   * @throws CommandException with exit code 3 if the file is something else, which is named, or
   *     damaged
   */
  public static ModelKey read(InputFile file) throws IOException, CommandException {
    byte[] bytes = file.bytes();
    if (ChainKeyFile.isOne(bytes)) {
      return ChainKeyFile.decode(file.toString(), bytes);
    }
    try {
      return VerifyingKey.decode(bytes);
    } catch (MalformedKeyException e) {
      throw WrongFile.of(
          file.toString(), bytes, VouchFile.KEY, e, "give the key (.vk) that compile wrote");
    }
  }
}
