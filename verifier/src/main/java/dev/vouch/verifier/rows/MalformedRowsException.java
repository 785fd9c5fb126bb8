package dev.vouch.verifier.rows;

import dev.vouch.verifier.Refusal;
import org.jspecify.annotations.Nullable;

/** Bytes that are no file of proofs of rows (formats.md §7), or of another model. */
public final class MalformedRowsException extends Exception implements Refusal {
  private static final long serialVersionUID = 1L;

  MalformedRowsException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public Kind kind() {
    return Kind.MALFORMED;
  }
}
