package dev.vouch.circuits.integer;

/** Interval analysis cannot keep a value within ±2^62. */
public final class RangeExceededException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RangeExceededException(String message) {
    super(message);
  }
}
