package dev.vouch.verifier.field;

/**
 * An element of F, the scalar field of Pallas (protocol.md §1), immutable. For circuits and interfaces; the stages compute on flat long arrays.
 */
public final class Scalar {
  /** The element of a signed integer. */
  public static Scalar of(long value) {
    throw new IllegalStateException(); // skeleton: replaced with the field package
  }

  /** 2^exponent; a negative exponent gives the inverse power. */
  public static Scalar powerOfTwo(int exponent) {
    throw new IllegalStateException();
  }

  public Scalar times(Scalar other) {
    throw new IllegalStateException();
  }

  public Scalar negate() {
    throw new IllegalStateException();
  }
}
