package dev.vouch.verifier.rows;

import dev.vouch.verifier.Refusal;

/** Proofs of rows that are not accepted as a set: some are false, missing, or there twice. */
public final class RejectedRowsException extends Exception implements Refusal {
  private static final long serialVersionUID = 1L;

  private final transient RowVerdict verdict;

  RejectedRowsException(RowVerdict verdict) {
    super(
        verdict.proofs() == 0
            ? "there is no proof"
            : verdict.faults().get(0).text()
                + (verdict.faults().size() > 1 ? "; and other rows" : ""));
    this.verdict = verdict;
  }

  /** All that was found. */
  public RowVerdict verdict() {
    return verdict;
  }

  @Override
  public Kind kind() {
    return Kind.REJECTED;
  }
}
