package dev.vouch.verifier.independence;

/** A circuit of more cells, or that takes more steps, than is allowed. */
final class TooLargeException extends Exception {
  private static final long serialVersionUID = 1L;

  TooLargeException() {
    super("the circuit is larger than the limits", null, false, false);
  }
}
