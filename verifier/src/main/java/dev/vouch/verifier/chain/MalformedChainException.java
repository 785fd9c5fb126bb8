package dev.vouch.verifier.chain;

import dev.vouch.verifier.VerificationException;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are no key, proof or model of a chain (formats.md §11), or parts and links that make
 * none; the message says which part or link.
 */
public final class MalformedChainException extends VerificationException {
  private static final long serialVersionUID = 1L;

  MalformedChainException(String message) {
    this(message, null);
  }

  MalformedChainException(String message, @Nullable Throwable cause) {
    this(message, cause, -1);
  }

  private MalformedChainException(String message, @Nullable Throwable cause, int batchIndex) {
    super(message, cause, batchIndex);
  }

  MalformedChainException inBatch(int index) {
    return new MalformedChainException(String.valueOf(getMessage()), this, index);
  }
}
