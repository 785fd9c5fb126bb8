package dev.vouch.verifier.chain;

import dev.vouch.verifier.circuit.codec.Identifiers;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The name of a chain (formats.md §11): binds the models of its parts, their order and its links.
 * Always {@value #BYTES} bytes. Immutable.
 */
public final class ChainId {
  /** Length of an id. */
  public static final int BYTES = Identifiers.BYTES;

  private final byte[] bytes;

  private ChainId(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * An id from its bytes, which are copied.
   *
   * @throws IllegalArgumentException if they are not {@value #BYTES}
   */
  public static ChainId of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "a chain id has " + BYTES + " bytes, these are " + bytes.length);
    }
    return new ChainId(bytes.clone());
  }

  /**
   * An id from hexadecimal digits of either case, as {@code vouch split} prints it.
   *
   * @throws IllegalArgumentException if they are not {@value #BYTES} times two digits
   */
  public static ChainId parse(String hex) {
    if (hex.length() != 2 * BYTES) {
      throw new IllegalArgumentException(
          "a chain id has " + 2 * BYTES + " hexadecimal digits, here are " + hex.length());
    }
    return new ChainId(HexFormat.of().parseHex(hex));
  }

  /** The id, a fresh array. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The id in lower-case hexadecimal. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChainId id && Arrays.equals(bytes, id.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** {@link #hex}. */
  @Override
  public String toString() {
    return hex();
  }
}
