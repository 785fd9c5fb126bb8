package dev.vouch.circuits.primitive;

import org.jspecify.annotations.Nullable;

/**
 * How much the function that a table holds changes at most near a row. Between rows it lies on a
 * chord of them, or off it by what the second differences there say:
 *
 * <pre>
 * |f − chord| ≤ (|D[i]| + |D[i+1]|) / 4      D[i] = T[i−1] − 2·T[i] + T[i+1]
 * </pre>
 *
 * which is so of a corner anywhere in between, and more than enough for what bends smoothly. Not
 * thread-safe.
 */
final class TableChange {
  /** Beyond the ends of a table functions have settled, to less than a step. */
  private static final double BEYOND_ENDS = 1;

  /** Further than that, extremes of blocks are looked at before those of rows. */
  private static final int BLOCK = 256;

  private final long[] table;
  private long @Nullable [] leastOfBlocks;
  private long @Nullable [] mostOfBlocks;

  TableChange(long... table) {
    this.table = table;
  }

  /**
   * The largest |f(row + t) − T[row]| for |t| ≤ error, roundings of T aside. A step of f may lie
   * just beside a row, so that any error but 0 counts as half a row at least.
   */
  double within(int row, double error) {
    if (error == 0) {
      return 0;
    }
    double reach = Math.max(error, Errors.ROUNDING);
    int whole = (int) Math.min(Math.floor(reach), table.length);
    double change = ofRows(row, Math.max(0, row - whole), Math.min(table.length - 1, row + whole));
    double bend = bend(row);
    for (int side = -1; side <= 1; side += 2) {
      int inner = row + side * whole;
      int outer = inner + side;
      if (outer >= 0 && outer < table.length) {
        double part = (reach - whole) * (table[outer] - table[inner]);
        change = Math.max(change, Math.abs(table[inner] - table[row] + part));
        bend = Math.max(bend, Math.max(bend(inner), bend(outer)));
      } else {
        change = Math.max(change, beyond(row, side, reach));
      }
    }
    return change + bend / 2;
  }

  /** On from the end as it goes there. */
  private double beyond(int row, int side, double reach) {
    int end = side < 0 ? 0 : table.length - 1;
    double slope = table.length < 2 ? 0 : Math.abs(table[end] - table[end - side]);
    return Math.abs(table[end] - table[row]) + slope * (reach - Math.abs(end - row)) + BEYOND_ENDS;
  }

  /** |D| of a row. */
  private double bend(int row) {
    boolean inside = row > 0 && row < table.length - 1;
    return inside ? Math.abs(table[row - 1] - 2.0 * table[row] + table[row + 1]) : 0;
  }

  private double ofRows(int row, int from, int to) {
    long least = table[row];
    long most = least;
    int at = from;
    while (at <= to) {
      boolean wholeBlock = at % BLOCK == 0 && at + BLOCK - 1 <= to;
      if (wholeBlock) {
        long[] leasts = leastOfBlocks();
        least = Math.min(least, leasts[at / BLOCK]);
        most = Math.max(most, mostOfBlocks()[at / BLOCK]);
        at += BLOCK;
      } else {
        least = Math.min(least, table[at]);
        most = Math.max(most, table[at]);
        at++;
      }
    }
    return Math.max(most - table[row], table[row] - least);
  }

  private long[] leastOfBlocks() {
    if (leastOfBlocks == null) {
      leastOfBlocks = extremes(-1);
    }
    return leastOfBlocks;
  }

  private long[] mostOfBlocks() {
    if (mostOfBlocks == null) {
      mostOfBlocks = extremes(1);
    }
    return mostOfBlocks;
  }

  private long[] extremes(int sign) {
    long[] extremes = new long[(table.length + BLOCK - 1) / BLOCK];
    for (int block = 0; block < extremes.length; block++) {
      long extreme = table[block * BLOCK];
      for (int i = block * BLOCK; i < Math.min(table.length, (block + 1) * BLOCK); i++) {
        extreme = sign < 0 ? Math.min(extreme, table[i]) : Math.max(extreme, table[i]);
      }
      extremes[block] = extreme;
    }
    return extremes;
  }
}
