package dev.vouch.verifier.chain;

import dev.vouch.verifier.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are no key, proof or model of a chain (formats.md §11), or parts and links that make
 * none; the message says which part or link.
 */
public final class MalformedChainException extends Exception implements Refusal {
  private static final long serialVersionUID = 1L;

  MalformedChainException(String message) {
    this(message, null);
  }

  MalformedChainException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public Kind kind() {
    return Kind.MALFORMED;
  }
}
