package dev.vouch.cli.report;

/**
 * Which rows of some data proofs are about.
 *
 * @param first number of the first
 * @param end number of the row after the last
 * @param last whether no row of the data follows
 */
public record RowSpan(long first, long end, boolean last) {
  /** Which, and whether more follow. */
  public String text() {
    return first + " to " + (end - 1) + (last ? ", the last of the data" : "; more follow");
  }
}
