package dev.vouch.circuits.data;

/** Lengths or axes that no tensor can have, or that do not fit together. */
public final class InvalidShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public InvalidShapeException(String message) {
    super(message);
  }
}
