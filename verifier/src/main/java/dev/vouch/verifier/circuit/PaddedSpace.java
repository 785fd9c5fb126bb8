package dev.vouch.verifier.circuit;

import java.util.Arrays;
import java.util.List;

/**
 * The padded index space of a shape (protocol.md §2.1): an axis of length d has ⌈log2 d⌉ bits, and
 * a cell's address concatenates its axis bits, the first axis most significant. Immutable.
 */
public final class PaddedSpace {
  private static final long MAX_MERGED = 1L << 30;

  private final int[] lengths;
  private final int[] axisBits;
  private final int bits;

  private PaddedSpace(int[] lengths) {
    this.lengths = lengths;
    this.axisBits = new int[lengths.length];
    int sum = 0;
    for (int axis = 0; axis < lengths.length; axis++) {
      axisBits[axis] = bitsOf(lengths[axis]);
      sum += axisBits[axis];
    }
    this.bits = sum;
  }

  /** The space of a shape with lengths ≥ 1. */
  public static PaddedSpace of(List<Integer> shape) {
    return new PaddedSpace(shape.stream().mapToInt(Integer::intValue).toArray());
  }

  /** ⌈log2 length⌉. */
  public static int bitsOf(int length) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(length - 1);
  }

  /**
   * The same addresses of the same cells by fewer axes: two neighbours are one axis where the first
   * has length 1 or the second is as long as its bits allow, since then no address between is free.
   * An axis of more than 2^30 cells is not made.
   */
  public PaddedSpace merged() {
    int[] merged = lengths.clone();
    int first = merged.length; // the axes from here on are done
    for (int axis = merged.length - 1; axis >= 0; axis--) {
      int length = lengths[axis];
      boolean joins =
          first < merged.length
              && (length == 1 || Integer.bitCount(merged[first]) == 1)
              && (long) length * merged[first] <= MAX_MERGED;
      if (joins) {
        merged[first] *= length;
      } else {
        merged[--first] = length;
      }
    }
    return new PaddedSpace(Arrays.copyOfRange(merged, first, merged.length));
  }

  /** Number of axes. */
  public int rank() {
    return lengths.length;
  }

  /** True length of an axis. */
  public int length(int axis) {
    return lengths[axis];
  }

  /** Address bits of an axis. */
  public int axisBits(int axis) {
    return axisBits[axis];
  }

  /** Address bits of a cell. */
  public int bits() {
    return bits;
  }

  /** Real cells; exact where {@link #bits} ≤ 40. */
  public long cells() {
    long cells = 1;
    for (int length : lengths) {
      cells *= length;
    }
    return cells;
  }

  /**
   * How the low {@code columnBits} address bits cut an axis: the number of its bits among the
   * columns. The axis then has ⌈length / 2^cut⌉ positions among the rows.
   */
  public int cut(int axis, int columnBits) {
    int left = columnBits;
    for (int later = lengths.length - 1; later > axis; later--) {
      left -= Math.min(left, axisBits[later]);
    }
    return Math.min(left, axisBits[axis]);
  }

  /** The positions of an axis among the rows of §2.2. */
  public int rowLength(int axis, int columnBits) {
    return ((lengths[axis] - 1) >> cut(axis, columnBits)) + 1;
  }

  /**
   * The rows with a real cell, if the low {@code columnBits} bits are columns (§2.2); exact where
   * {@link #bits} ≤ 40.
   */
  public long rows(int columnBits) {
    long rows = 1;
    for (int axis = 0; axis < lengths.length; axis++) {
      rows *= rowLength(axis, columnBits);
    }
    return rows;
  }
}
