package dev.vouch.verifier.format;

/** Bytes that are not written as formats.md says. */
public final class MalformedFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  /** {@code message} says what was expected, what was found and at which byte. */
  public MalformedFormatException(String message) {
    super(message);
  }
}
