package dev.vouch.verifier.commitment;

import dev.vouch.verifier.commitment.OpeningRejectedException.Reason;
import dev.vouch.verifier.curve.InvalidPointException;
import org.jspecify.annotations.Nullable;

/**
 * Holds an opening against the points of verified proofs as they come (formats.md §10): gathers the
 * points of its rows, and compares them in the end. Memory is that of one row. Not thread-safe.
 */
public final class OpeningCheck {
  private final TensorOpening opening;
  private long next;
  private @Nullable Gathered gathered;

  /** Points of the rows seen so far, added up. */
  private record Gathered(RowFormat format, RowPoints.Sum sum) {}

  /** Of an opening; no row has been seen. */
  public OpeningCheck(TensorOpening opening) {
    this.opening = opening;
    this.next = opening.firstRow();
  }

  /** The opening. */
  public TensorOpening opening() {
    return opening;
  }

  /**
   * Takes in rows of a verified proof, in the order of the rows.
   *
   * @param committed the input or output that the opening names
   * @param first number of the proof's first row in the data
   * @param counting how many of its rows count: what follows is padding
   * @throws OpeningRejectedException if the opening is none of this format
   */
  public void add(CommittedRows committed, long first, int counting)
      throws OpeningRejectedException {
    if (next > opening.lastRow() || first + counting <= next) {
      return;
    }
    RowFormat format = committed.slot().format();
    requireFit(format);
    if (first > next) {
      throw rejected(Reason.OPENING_ROWS, "the proofs do not hold row " + next);
    }
    if (gathered == null) {
      gathered = new Gathered(format, new RowPoints.Sum(format.points()));
    }
    try {
      for (; next <= opening.lastRow() && next < first + counting; next++) {
        gathered.sum().add(committed.points((int) (next - first)));
      }
    } catch (InvalidPointException e) {
      throw new IllegalStateException("a point of a verified proof", e);
    }
  }

  private void requireFit(RowFormat format) throws OpeningRejectedException {
    long[] values = opening.values();
    if (values.length != format.cells() || opening.blinders().length != format.pointBytes()) {
      throw rejected(
          Reason.OPENING_VALUES,
          values.length
              + " values and "
              + opening.blinders().length / CommitmentId.BYTES
              + " blinders, a row has "
              + format.cells()
              + " and "
              + format.points());
    }
    for (int cell = 0; cell < values.length; cell++) {
      if (!format.holdsSum(values[cell], opening.rows())) {
        throw rejected(Reason.OPENING_VALUES, "the value of cell " + cell + " is out of range");
      }
    }
  }

  /**
   * Compares, once all proofs were taken in.
   *
   * @throws OpeningRejectedException if some rows are in no proof, or hold other values
   */
  public void finish() throws OpeningRejectedException {
    if (gathered == null || next <= opening.lastRow()) {
      throw rejected(Reason.OPENING_ROWS, "the proofs do not hold row " + next);
    }
    byte[] points = RowPoints.of(gathered.format(), opening.values(), opening.blinders());
    if (!gathered.sum().is(points)) {
      throw rejected(Reason.OPENING, "the commitment is to other values, or under other blinders");
    }
  }

  private OpeningRejectedException rejected(Reason reason, String why) {
    return new OpeningRejectedException(reason, opening, why);
  }

  /** What says that a proof has no such hidden input or output, or none with rows. */
  public static OpeningRejectedException noSuchTensor(TensorOpening opening, String why) {
    return new OpeningRejectedException(Reason.OPENING_TENSOR, opening, why);
  }
}
