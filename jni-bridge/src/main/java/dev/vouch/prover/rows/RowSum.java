package dev.vouch.prover.rows;

import dev.vouch.prover.Openings;
import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.ModelPort;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.commitment.RowFormat;
import dev.vouch.verifier.commitment.Slot;
import dev.vouch.verifier.commitment.TensorOpening;

/**
 * The sum of a hidden output over rows that were proven, cell by cell, and what opens it
 * (protocol.md §11, rule 37): of the rows nothing more is shown than this sum. Rows that fill up a
 * batch do not count. Not thread-safe.
 */
public final class RowSum {
  private final String output;
  private final RowFormat format;
  private final TensorOpening.Sum sum;
  private long first;
  private long end = -1;

  private RowSum(String output, RowFormat format) {
    this.output = output;
    this.format = format;
    this.sum = new TensorOpening.Sum(format);
  }

  /**
   * Of no rows yet.
   *
   * @param key of the model
   * @param output name of a hidden output
   * @throws IllegalArgumentException if the model has no output of this name
   * @throws NoRowFormatException if it is public, or a point of it spans several rows
   */
  public static RowSum of(ModelKey key, String output) throws NoRowFormatException {
    ModelPort port =
        key.outputs().stream()
            .filter(each -> each.name().equals(output))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no output '" + output + "'"));
    return new RowSum(output, port.rowFormat());
  }

  /**
   * Adds the rows of a proof that count.
   *
   * @throws IllegalArgumentException if they do not follow on those before
   * @throws ArithmeticException if a sum is beyond ±2^62, which nobody accepts
   */
  public void add(ProvenRows proven) {
    if (end >= 0 && proven.range().first() != end) {
      throw new IllegalArgumentException(
          "row " + proven.range().first() + " does not follow on row " + (end - 1));
    }
    Openings.Opening opening = proven.inference().openings().tensor(Slot.Role.OUTPUT, output);
    for (int row = 0; row < proven.range().rows(); row++) {
      sum.add(opening.values(), opening.blinders(), row);
    }
    first = end < 0 ? proven.range().first() : first;
    end = proven.range().end();
  }

  /** What a row of the output is like. */
  public RowFormat format() {
    return format;
  }

  /** Number of the first row. */
  public long first() {
    return first;
  }

  /** How many rows are in the sum. */
  public long rows() {
    return end < 0 ? 0 : end - first;
  }

  /** The sum of each cell. */
  public long[] values() {
    return sum.values();
  }

  /**
   * What shows the sum to whoever has the proofs.
   *
   * @throws IllegalStateException if no row was added
   */
  public TensorOpening opening() {
    if (end < 0) {
      throw new IllegalStateException("there are no rows");
    }
    return sum.opening(output, Slot.Role.OUTPUT, first, end - 1);
  }

  /** Never values. */
  @Override
  public String toString() {
    return "RowSum[" + rows() + " rows]";
  }
}
