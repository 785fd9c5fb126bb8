package dev.vouch.verifier.commitment;

import dev.vouch.verifier.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are no commitment to data, no openings or no opening (formats.md §6, §9, §10). The
 * message never holds a value or a blinder.
 */
public final class MalformedCommitmentException extends Exception implements Refusal {
  private static final long serialVersionUID = 1L;

  MalformedCommitmentException(String message) {
    this(message, null);
  }

  MalformedCommitmentException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public Kind kind() {
    return Kind.MALFORMED;
  }
}
