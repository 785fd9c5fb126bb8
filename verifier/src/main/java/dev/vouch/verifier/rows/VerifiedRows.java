package dev.vouch.verifier.rows;

import dev.vouch.verifier.VerifiedResult;
import dev.vouch.verifier.VerifiedTensor;
import java.util.Objects;

/**
 * Rows that were verified together in one proof. Immutable.
 *
 * @param inference all that the proof holds, padding included
 */
public record VerifiedRows(RowRange range, VerifiedResult inference) {
  /**
   * The input of a row: with one row a proof the input itself, else the row's entry of the first
   * axis, as a tensor whose first axis has length 1.
   *
   * @param row its number in the data
   * @throws IndexOutOfBoundsException if the row is not among {@link #range}
   * @throws IllegalArgumentException if there is no such input
   * @throws IllegalStateException if the input is hidden and the proof takes several rows: there is
   *     one commitment for all of them
   */
  public VerifiedTensor input(String name, long row) {
    return of(inference.input(name), row);
  }

  /** The output of a row, as {@link #input}. */
  public VerifiedTensor output(String name, long row) {
    return of(inference.output(name), row);
  }

  private VerifiedTensor of(VerifiedTensor tensor, long row) {
    int entry = (int) Objects.checkIndex(row - range.first(), range.rows());
    return range.batch() == 1 ? tensor : tensor.entry(entry);
  }
}
