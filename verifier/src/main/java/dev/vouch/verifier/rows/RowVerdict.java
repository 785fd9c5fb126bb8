package dev.vouch.verifier.rows;

import java.util.List;

/**
 * What proofs of rows have shown together (rule 36). Immutable.
 *
 * @param first number of the first row; −1 if there was no proof
 * @param end number of the row after the last one
 * @param proofs how many there were
 * @param complete whether the rows are all rows of the data: from row 0 to one after which none
 *     follows; only said if there are no faults
 * @param faults what is not verified, in order; with any, the set as a whole is not accepted
 * @param more how many further faults there are
 */
public record RowVerdict(
    long first, long end, long proofs, boolean complete, List<RowFault> faults, long more) {
  public RowVerdict {
    faults = List.copyOf(faults);
  }

  /** Whether every proof is accepted and none is missing between the first row and the last. */
  public boolean accepted() {
    return proofs > 0 && faults.isEmpty();
  }

  /** Which rows, in words. */
  public String rows() {
    return proofs == 0 ? "no rows" : RowRange.text(first, end);
  }
}
