package dev.vouch.cli.file;

import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.failure.ExitCode;
import java.util.Optional;

/** A file that is of another kind than its place asks for, or damaged: what it is instead. */
public final class WrongFile {
  private WrongFile() {}

  /**
   * The failure with exit code 3.
   *
   * @param file its name
   * @param bytes its content
   * @param expected what it should be
   * @param damage what is wrong if it is of the right kind
   * @param remedy what to give instead
   */
  public static CommandException of(
      String file, byte[] bytes, VouchFile expected, Exception damage, String remedy) {
    Optional<String> other = isA(expected, bytes) ? Optional.empty() : Contents.of(bytes);
    String what =
        other
            .map(kind -> file + " is " + kind + ", not a " + expected.words())
            .orElse(damage.getMessage() + "; " + file);
    return new CommandException(ExitCode.MALFORMED, "MALFORMED", what + "; " + remedy);
  }

  private static boolean isA(VouchFile expected, byte[] bytes) {
    Optional<VouchFile> kind = VouchFile.begunBy(bytes);
    return kind.filter(is -> is == expected || (is.isProof() && expected.isProof())).isPresent();
  }

  /** A key and a proof that stand in each other's place. */
  public static boolean areSwapped(byte[] key, byte[] proof) {
    return VouchFile.find(key).filter(VouchFile::isProof).isPresent()
        && VouchFile.find(proof).filter(kind -> kind == VouchFile.KEY).isPresent();
  }
}
