package dev.vouch.verifier.commitment;

/**
 * The id of all rows of one input, or of a hidden output (formats.md §9): of their points, or of
 * the integers of a public input, which are never equal. It does not depend on the input's name,
 * nor on how many rows a proof takes. Immutable.
 */
public final class InputId extends CommitmentId {
  private InputId(byte[] bytes) {
    super(bytes);
  }

  /**
   * An id from its bytes, which are copied.
   *
   * @throws IllegalArgumentException if they are not {@value CommitmentId#BYTES}
   */
  public static InputId of(byte[] bytes) {
    return new InputId(bytes);
  }

  /**
   * An id from hexadecimal digits of either case.
   *
   * @throws IllegalArgumentException if they are not {@value CommitmentId#BYTES} times two digits
   */
  public static InputId parse(String hex) {
    return new InputId(parsed(hex));
  }
}
