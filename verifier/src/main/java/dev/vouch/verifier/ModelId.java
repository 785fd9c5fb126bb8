package dev.vouch.verifier;

import dev.vouch.verifier.circuit.codec.Identifiers;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The name of a model: binds its circuit and the commitments of its weights (formats.md §2). A
 * model in several parts is named by its chain id (formats.md §11), which binds their models, their
 * order and their links. Always {@value #BYTES} bytes, so that a setting that is missing or empty
 * is no id. Immutable.
 */
public final class ModelId {
  /** Length of an id. */
  public static final int BYTES = Identifiers.BYTES;

  private final byte[] bytes;

  private ModelId(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * An id from its bytes, which are copied.
   *
   * @throws IllegalArgumentException if they are not {@value #BYTES}
   */
  public static ModelId of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "a model id has " + BYTES + " bytes, these are " + bytes.length);
    }
    return new ModelId(bytes.clone());
  }

  /**
   * An id from hexadecimal digits of either case, as {@code vouch compile} prints it.
   *
   * @throws IllegalArgumentException if they are not {@value #BYTES} times two digits
   */
  public static ModelId parse(String hex) {
    if (hex.length() != 2 * BYTES) {
      throw new IllegalArgumentException(
          "a model id has " + 2 * BYTES + " hexadecimal digits, here are " + hex.length());
    }
    return new ModelId(HexFormat.of().parseHex(hex));
  }

  /** The id, a fresh array. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The id in lower-case hexadecimal. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  boolean isOf(byte[] id) {
    return Arrays.equals(bytes, id);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ModelId id && Arrays.equals(bytes, id.bytes);
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
