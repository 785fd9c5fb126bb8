package dev.vouch.verifier.rows;

import java.util.Optional;

/** Whether proofs follow one another without gap and overlap (rule 36). Not thread-safe. */
final class RowOrder {
  private long first = -1;
  private long end;
  private boolean last;

  /** Takes in the next proof; what is wrong with its place, if anything is. */
  Optional<RowFault> take(RowRange range) {
    Optional<RowFault> fault = fault(range);
    if (first < 0) {
      first = range.first();
    }
    end = Math.max(end, range.end());
    last |= range.last();
    return fault;
  }

  private Optional<RowFault> fault(RowRange range) {
    if (first < 0) {
      return Optional.empty();
    }
    if (range.first() < end) {
      return Optional.of(
          RowFault.ofOrder(
              range.first(),
              Math.min(end, range.end()),
              RowFault.TWICE,
              "more than one proof is about them, or they are out of order"));
    }
    if (last) {
      return Optional.of(
          RowFault.ofOrder(
              range.first(),
              range.end(),
              RowFault.AFTER_LAST,
              "they follow a proof that is about the end of the data"));
    }
    return range.first() == end
        ? Optional.empty()
        : Optional.of(
            RowFault.ofOrder(end, range.first(), RowFault.MISSING, "no proof is about them"));
  }

  /** Number of the first row; −1 if there is none. */
  long first() {
    return first;
  }

  /** Number of the row after the last one. */
  long end() {
    return end;
  }

  /** Whether the rows are all of the data. */
  boolean complete() {
    return first == 0 && last;
  }
}
