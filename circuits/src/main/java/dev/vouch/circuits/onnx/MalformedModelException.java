package dev.vouch.circuits.onnx;

import dev.vouch.verifier.Refusal;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A model file that is broken, breaks the rules of ONNX, or is larger than allowed. */
public final class MalformedModelException extends IOException implements Refusal {
  private static final long serialVersionUID = 1L;

  public MalformedModelException(String message) {
    super(message);
  }

  public MalformedModelException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public Kind kind() {
    return Kind.MALFORMED;
  }
}
