package dev.vouch.verifier.validator;

/** A circuit that breaks a rule of protocol.md §2 or §11. */
public final class InvalidCircuitException extends Exception {
  private static final long serialVersionUID = 1L;

  private final CircuitRule rule;

  /** {@code message} names the tensor, table or port and says what was found. */
  public InvalidCircuitException(CircuitRule rule, String message) {
    super(rule + ": " + message);
    this.rule = rule;
  }

  /** The broken rule. */
  public CircuitRule rule() {
    return rule;
  }

  public static void require(boolean holds, CircuitRule rule, String format, Object... arguments)
      throws InvalidCircuitException {
    if (!holds) {
      throw new InvalidCircuitException(rule, String.format(format, arguments));
    }
  }
}
