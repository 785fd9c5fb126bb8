package dev.vouch.circuits.integer;

import dev.vouch.verifier.Refusal;

/** Interval analysis cannot keep a value within ±2^62. */
public final class RangeExceededException extends RuntimeException implements Refusal {
  private static final long serialVersionUID = 1L;

  public RangeExceededException(String message) {
    super(message);
  }

  @Override
  public Kind kind() {
    return Kind.UNSUPPORTED_MODEL;
  }
}
