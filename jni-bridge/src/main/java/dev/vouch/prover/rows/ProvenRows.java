package dev.vouch.prover.rows;

import dev.vouch.prover.Proved;
import dev.vouch.verifier.rows.RowProof;
import dev.vouch.verifier.rows.RowRange;

/**
 * Rows that were proven together.
 *
 * @param inference secrets included, and the padding beyond the rows that count
 */
public record ProvenRows(RowRange range, Proved inference) {
  /** What goes to the verifier. */
  public RowProof proof() {
    return new RowProof(range, inference.proof());
  }
}
