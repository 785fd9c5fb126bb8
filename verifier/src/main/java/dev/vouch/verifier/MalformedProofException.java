package dev.vouch.verifier;

import org.jspecify.annotations.Nullable;

/** Bytes that are no proof of this circuit (formats.md §4). */
public final class MalformedProofException extends VerificationException {
  private static final long serialVersionUID = 1L;

  MalformedProofException(String message, @Nullable Throwable cause) {
    this(message, cause, -1);
  }

  private MalformedProofException(String message, @Nullable Throwable cause, int batchIndex) {
    super(message, cause, batchIndex);
  }

  MalformedProofException inBatch(int index) {
    return new MalformedProofException(String.valueOf(getMessage()), this, index);
  }
}
