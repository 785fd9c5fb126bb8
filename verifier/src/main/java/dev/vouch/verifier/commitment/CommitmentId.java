package dev.vouch.verifier.commitment;

import dev.vouch.verifier.circuit.codec.Identifiers;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An id that stands for data (formats.md §9): equal ids mean equal values, row by row. Always
 * {@value #BYTES} bytes, so that a setting that is missing or empty is no id. Ids of two kinds are
 * never equal. Immutable.
 */
public abstract sealed class CommitmentId permits InputId, DataId {
  /** Length of an id. */
  public static final int BYTES = Identifiers.BYTES;

  private final byte[] bytes;

  CommitmentId(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "an id of data has " + BYTES + " bytes, these are " + bytes.length);
    }
    this.bytes = bytes.clone();
  }

  static byte[] parsed(String hex) {
    if (hex.length() != 2 * BYTES) {
      throw new IllegalArgumentException(
          "an id of data has " + 2 * BYTES + " hexadecimal digits, here are " + hex.length());
    }
    return HexFormat.of().parseHex(hex);
  }

  /** The id, a fresh array. */
  public final byte[] bytes() {
    return bytes.clone();
  }

  /** The id in lower-case hexadecimal. */
  public final String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof CommitmentId id
        && id.getClass() == getClass()
        && Arrays.equals(bytes, id.bytes);
  }

  @Override
  public final int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** {@link #hex}. */
  @Override
  public final String toString() {
    return hex();
  }
}
