package dev.vouch.circuits.importer;

/** An expansion asks for a value of which nothing is known, because a node before has a problem. */
final class UnknownValueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownValueException(String value) {
    super(value);
  }
}
