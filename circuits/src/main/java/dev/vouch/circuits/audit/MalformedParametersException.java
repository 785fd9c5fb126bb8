package dev.vouch.circuits.audit;

import dev.vouch.verifier.Refusal;
import java.io.IOException;

/** A file of parameters that is broken. */
public final class MalformedParametersException extends IOException implements Refusal {
  private static final long serialVersionUID = 1L;

  /** With what is wrong, and where. */
  public MalformedParametersException(String message) {
    super(message);
  }

  /** With what is wrong, and where. */
  public MalformedParametersException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public Kind kind() {
    return Kind.MALFORMED;
  }

  @Override
  public String reasonName() {
    return "MALFORMED_PARAMETERS";
  }
}
