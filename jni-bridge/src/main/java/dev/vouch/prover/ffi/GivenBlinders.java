package dev.vouch.prover.ffi;

import java.util.Arrays;

/**
 * Blinders of hidden INPUT and OUTPUT rows that are committed already (native-abi.md, “Given
 * blinders”); the other rows get fresh ones. Secret.
 *
 * @param given a byte a row, in the order of rows: 1 if its blinder is given, else 0; or none for
 *     no row at all
 * @param blinders 32 bytes a row, zeros where none is given
 */
@SuppressWarnings("ArrayRecordComponent")
public record GivenBlinders(byte[] given, byte[] blinders) implements AutoCloseable {
  /** Of no row. */
  public static final GivenBlinders NONE = new GivenBlinders(new byte[0], new byte[0]);

  /** Overwrites the blinders. */
  @Override
  public void close() {
    Arrays.fill(blinders, (byte) 0);
  }

  /** Never blinders. */
  @Override
  public String toString() {
    return "GivenBlinders[" + given.length + " rows]";
  }
}
