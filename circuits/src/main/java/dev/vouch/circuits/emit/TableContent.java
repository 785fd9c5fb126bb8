package dev.vouch.circuits.emit;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a lookup table holds: an argument column {@code start, start + 1, …} and value columns.
 * Tables of equal content are one table of the circuit, whatever their labels.
 *
 * @param label part of the names of the table's tensors
 * @param rows length of every column
 * @param columns one array a value column; none if the table only says which arguments there are
 */
record TableContent(String label, long start, int rows, List<long[]> columns) {
  TableContent {
    columns = List.copyOf(columns);
  }

  private long[][] values() {
    return columns.toArray(long[][]::new);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TableContent that
        && start == that.start
        && rows == that.rows
        && Arrays.deepEquals(values(), that.values());
  }

  @Override
  public int hashCode() {
    return (Long.hashCode(start) * 31 + rows) * 31 + Arrays.deepHashCode(values());
  }
}
