package dev.vouch.verifier.commitment;

import java.util.List;

/**
 * What opens the commitments to one row of data (formats.md §6). Secret.
 *
 * @param row its number in the data, from 0
 * @param parts one a slot, in their order
 */
public record OpenedRow(long row, List<Part> parts) {
  /** Numbers of rows are below this. */
  public static final long MAX_ROW = 1L << 62;

  /**
   * The row of one input or output.
   *
   * @param values the integers of its cells, row-major
   * @param blinders 32 bytes a point
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Part(long[] values, byte[] blinders) {
    /** Never values. */
    @Override
    public String toString() {
      return "Part[" + values.length + " values]";
    }
  }

  public OpenedRow {
    parts = List.copyOf(parts);
    if (row < 0 || row >= MAX_ROW) {
      throw new IllegalArgumentException("row number " + row);
    }
  }

  /** Never values. */
  @Override
  public String toString() {
    return "OpenedRow[" + row + "]";
  }
}
