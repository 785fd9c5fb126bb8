package dev.vouch.circuits.data;

import java.io.IOException;

/** A tensor file that cannot be read: broken, of an unsupported kind, or larger than allowed. */
public final class MalformedTensorException extends IOException {
  private static final long serialVersionUID = 1L;

  public MalformedTensorException(String message) {
    super(message);
  }

  public MalformedTensorException(String message, Throwable cause) {
    super(message, cause);
  }
}
