package dev.vouch.prover.rows;

import dev.vouch.verifier.Refusal;
import dev.vouch.verifier.rows.RowRange;

/** Rows that cannot be proven; the cause says why, its message holds no values. */
public final class RowException extends Exception implements Refusal {
  private static final long serialVersionUID = 1L;

  private final transient RowRange range;
  private final transient Refusal refusal;

  private RowException(RowRange range, Throwable cause, Refusal refusal) {
    super(range + ": " + cause.getMessage(), cause);
    this.range = range;
    this.refusal = refusal;
  }

  /** For a failure that was foreseen; any other one is thrown as it is. */
  static RowException of(RowRange range, Throwable cause) {
    if (cause instanceof Refusal refusal) {
      return new RowException(range, cause, refusal);
    }
    if (cause instanceof Error error) {
      throw error;
    }
    throw cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
  }

  /** The rows that were proven together when one of them failed. */
  public RowRange range() {
    return range;
  }

  @Override
  public Kind kind() {
    return refusal.kind();
  }

  @Override
  public String reasonName() {
    return refusal.reasonName();
  }

  @Override
  public String remedy() {
    return refusal.remedy();
  }
}
