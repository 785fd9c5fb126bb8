package dev.vouch.circuits.model;

import org.jspecify.annotations.Nullable;

/** Bytes that are no model file, or one whose parts do not belong together. */
public final class MalformedModelFileException extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedModelFileException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
