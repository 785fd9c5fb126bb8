package dev.vouch.verifier;

import org.jspecify.annotations.Nullable;

/**
 * Bytes that are no verifying key (formats.md §3), or whose circuit or points are not allowed; the
 * cause says which rule.
 */
public final class MalformedKeyException extends VerificationException {
  private static final long serialVersionUID = 1L;

  MalformedKeyException(String message, @Nullable Throwable cause) {
    super(message, cause, -1);
  }
}
