package dev.vouch.circuits.model;

import dev.vouch.verifier.Refusal;
import org.jspecify.annotations.Nullable;

/** Bytes that are no model file, or one whose parts do not belong together. */
public final class MalformedModelFileException extends Exception implements Refusal {
  private static final long serialVersionUID = 1L;

  public MalformedModelFileException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public Kind kind() {
    return Kind.MALFORMED;
  }
}
