package dev.vouch.verifier.lookup;

import java.util.function.Consumer;

/**
 * Rows of a direct table that lie one after the other among the rows and columns of its
 * multiplicities ({@link dev.vouch.verifier.circuit.layout.Matrix#forEachRun}).
 *
 * @param keys of the table
 * @param weights of the columns
 * @param first row of the table
 * @param length how many
 * @param row number of the committed row that the first one lies in
 * @param column where it lies there; its {@code lowBits} lowest bits are 0
 * @param lowBits column bits that the run goes through
 */
record TableRun(
    DirectKeys keys,
    ColumnWeights weights,
    int first,
    int length,
    int row,
    int column,
    int lowBits) {
  /** Groups of 16 rows take 2 additions a row; larger ones save next to nothing. */
  private static final int MOST_BITS = 4;

  /**
   * Groups of 2^bits rows are worth their differences, some 3·4^bits products, from this many times
   * 4^bits rows on.
   */
  private static final int LEAST_ROWS = 8;

  /**
   * Cuts the run where its keys change their step: rows of even keys in groups, others one by one.
   */
  void cut(Consumer<KeyGroups> groups) {
    int end = first + length;
    int single = first;
    for (int even = first, next; even < end; even = next) {
      next = keys.evenUntil(even, end);
      int bits = bits(next - even);
      if (bits > 0) {
        int mask = (1 << bits) - 1;
        int from = even + ((first - even) & mask);
        int to = next - ((next - first) & mask);
        emit(single, from, 0, groups);
        emit(from, to, bits, groups);
        single = to;
      }
    }
    emit(single, end, 0, groups);
  }

  private int bits(int rows) {
    int bits = 0;
    while (bits < Math.min(MOST_BITS, lowBits) && rows >= LEAST_ROWS << (2 * (bits + 1))) {
      bits++;
    }
    return bits;
  }

  private void emit(int from, int to, int bits, Consumer<KeyGroups> groups) {
    if (from < to) {
      groups.accept(new KeyGroups(this, weights.ofGroups(bits), from, bits, (to - from) >> bits));
    }
  }

  /** Number of the committed row that a row of the table lies in. */
  int rowOf(int at) {
    return row + ((at - first) >> lowBits);
  }

  /** The column that a row of the table lies in. */
  int columnOf(int at) {
    return column + ((at - first) & ((1 << lowBits) - 1));
  }
}
