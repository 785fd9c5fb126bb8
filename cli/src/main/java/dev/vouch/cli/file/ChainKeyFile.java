package dev.vouch.cli.file;

import dev.vouch.cli.failure.CommandException;
import dev.vouch.verifier.KeyReader;
import dev.vouch.verifier.chain.ChainKey;
import dev.vouch.verifier.chain.MalformedChainException;
import java.io.IOException;

/** The key of a chain that {@code split} wrote. */
public final class ChainKeyFile {
  private ChainKeyFile() {}

  /** Whether these bytes begin as one. */
  public static boolean isOne(byte[] bytes) {
    return VouchFile.begunBy(bytes).filter(VouchFile.CHAIN_KEY::equals).isPresent();
  }

  /**
   * Reads it.
   *
   * @throws CommandException with exit code 3 if the file is something else, which is named, or
   *     damaged
   */
  public static ChainKey read(String file) throws IOException, CommandException {
    return decode(file, new InputFile(file).bytes());
  }

  static ChainKey decode(String file, byte[] bytes) throws CommandException {
    try {
      return ChainKey.decode(bytes, KeyReader.create());
    } catch (MalformedChainException e) {
      throw WrongFile.of(
          file, bytes, VouchFile.CHAIN_KEY, e, "give the key (.vk) that split wrote");
    }
  }
}
