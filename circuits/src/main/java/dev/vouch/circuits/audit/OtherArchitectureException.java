package dev.vouch.circuits.audit;

import java.io.IOException;

/** The parameters are not those of any compile of the architecture at hand, but of another one. */
final class OtherArchitectureException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With what does not fit, and where. */
  OtherArchitectureException(String message) {
    super(message);
  }

  /** With what does not fit, and where. */
  OtherArchitectureException(String message, Throwable cause) {
    super(message, cause);
  }
}
