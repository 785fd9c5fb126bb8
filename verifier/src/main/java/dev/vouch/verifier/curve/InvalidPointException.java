package dev.vouch.verifier.curve;

/** 32 bytes that encode no point: x ≥ q, or x³ + 5 is not a square. */
public final class InvalidPointException extends Exception {
  private static final long serialVersionUID = 1;

  private final int index;

  InvalidPointException(int index) {
    super("point " + index + " is not on the curve");
    this.index = index;
  }

  /** Position in the list that was read, from 0. */
  public int index() {
    return index;
  }
}
