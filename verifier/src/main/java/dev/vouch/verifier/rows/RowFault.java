package dev.vouch.verifier.rows;

import dev.vouch.verifier.Refusal;
import dev.vouch.verifier.RejectionReason;

/**
 * Rows of which nothing is known, and why.
 *
 * @param first number of the first one
 * @param end number of the one after the last
 * @param kind {@link Refusal.Kind#REJECTED}, or {@code MALFORMED} if their bytes are no proof
 * @param reason one upper-case word: that of a {@link RejectionReason}, of a {@link Refusal}, or
 *     {@link #MISSING}, {@link #TWICE}, {@link #AFTER_LAST}, {@link #NO_ROWS}
 * @param message what is wrong, without the rows
 */
public record RowFault(long first, long end, Refusal.Kind kind, String reason, String message) {
  /** No proof is about these rows, though some are about rows before and after them. */
  public static final String MISSING = "ROWS_MISSING";

  /** Two proofs are about these rows. */
  public static final String TWICE = "ROWS_TWICE";

  /** The proof before is about the last row of the data. */
  public static final String AFTER_LAST = "ROWS_AFTER_LAST";

  /** The circuit has no rows, or takes another number of them at once. */
  public static final String NO_ROWS = "NO_ROWS";

  static RowFault ofOrder(long first, long end, String reason, String message) {
    return new RowFault(first, end, Refusal.Kind.REJECTED, reason, message);
  }

  static RowFault of(RowRange range, Refusal refusal, String message) {
    return new RowFault(range.first(), range.end(), refusal.kind(), refusal.reasonName(), message);
  }

  /** Rows and reason in one line. */
  public String text() {
    return RowRange.text(first, end) + ": " + reason + ": " + message;
  }
}
