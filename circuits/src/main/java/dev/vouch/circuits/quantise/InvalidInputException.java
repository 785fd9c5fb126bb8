package dev.vouch.circuits.quantise;

/**
 * A network input that cannot be quantised: missing, of another shape, or holding NaN or infinity.
 * The message never contains values.
 */
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidInputException(String message) {
    super(message);
  }
}
