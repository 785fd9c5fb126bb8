package dev.vouch.verifier;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Nothing was verified. Subclasses say why: bytes that are no proof or no key, or a proof that does
 * not convince.
 */
public abstract class VerificationException extends Exception implements Refusal {
  private static final long serialVersionUID = 1L;

  private final int batchIndex;

  /**
   * For subclasses.
   *
   * @param batchIndex which proof of a batch, from 0; −1 outside batches
   */
  protected VerificationException(String message, @Nullable Throwable cause, int batchIndex) {
    super(batchIndex < 0 ? message : "proof " + batchIndex + " of the batch: " + message, cause);
    this.batchIndex = batchIndex;
  }

  /** Which proof of a batch, from 0; empty outside batches. */
  public OptionalInt batchIndex() {
    return batchIndex < 0 ? OptionalInt.empty() : OptionalInt.of(batchIndex);
  }

  /** {@link Kind#MALFORMED}, unless a subclass says otherwise. */
  @Override
  public Kind kind() {
    return Kind.MALFORMED;
  }
}
