package dev.vouch.circuits.onnx;

import java.io.IOException;

/** A model file that is broken, breaks the rules of ONNX, or is larger than allowed. */
public final class MalformedModelException extends IOException {
  private static final long serialVersionUID = 1L;

  public MalformedModelException(String message) {
    super(message);
  }

  public MalformedModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
