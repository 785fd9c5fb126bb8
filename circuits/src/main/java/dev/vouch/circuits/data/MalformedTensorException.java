package dev.vouch.circuits.data;

import dev.vouch.verifier.Refusal;
import java.io.IOException;

/** A tensor file that cannot be read: broken, of an unsupported kind, or larger than allowed. */
public final class MalformedTensorException extends IOException implements Refusal {
  private static final long serialVersionUID = 1L;

  public MalformedTensorException(String message) {
    super(message);
  }

  public MalformedTensorException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public Kind kind() {
    return Kind.MALFORMED;
  }
}
