package dev.vouch.circuits.emit;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a lookup table holds. Tables of equal content are one table of the circuit. */
sealed interface TableContent {
  /** Part of the names of the table's tensors. */
  String label();

  /** One argument column: {@code start, start + 1, …}. */
  record Range(long start, int size) implements TableContent {
    @Override
    public String label() {
      return "range";
    }
  }

  /**
   * The argument column {@code start, start + 1, …} and value columns.
   *
   * @param label part of the names
   * @param columns one array a value column, all of the table's length
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Function(String label, long start, long[]... columns) implements TableContent {
    int size() {
      return columns[0].length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Function that
          && start == that.start
          && Arrays.deepEquals(columns, that.columns);
    }

    @Override
    public int hashCode() {
      return Long.hashCode(start) * 31 + Arrays.deepHashCode(columns);
    }
  }
}
