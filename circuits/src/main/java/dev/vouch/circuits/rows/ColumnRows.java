package dev.vouch.circuits.rows;

import dev.vouch.circuits.data.TensorData;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Columns in memory as rows: labels, for example, an entry a row. Not thread-safe. */
public final class ColumnRows implements RowData {
  private final Map<String, TensorData> columns;
  private final int count;
  private int next;

  /**
   * Rows of columns.
   *
   * @param columns by name, at least one, entries along the first axis and equally many
   * @throws IllegalArgumentException if there is none, or one has more entries than another
   */
  public ColumnRows(Map<String, TensorData> columns) {
    this(columns, columns.values().iterator().next().shape()[0]);
    columns.forEach(
        (name, column) -> {
          if (column.shape()[0] != count) {
            throw new IllegalArgumentException(
                "'" + name + "' has " + column.shape()[0] + " entries, not " + count);
          }
        });
  }

  /** Of columns that are known to have {@code count} entries. */
  ColumnRows(Map<String, TensorData> columns, int count) {
    this.columns = new LinkedHashMap<>(columns);
    this.count = count;
  }

  @Override
  public @Nullable Map<String, TensorData> next(int most) {
    if (next == count) {
      return null;
    }
    int from = next;
    next += Math.min(most, count - next);
    Map<String, TensorData> rows = new LinkedHashMap<>();
    columns.forEach((name, column) -> rows.put(name, slice(column, from, next)));
    return rows;
  }

  /** Some entries of the first axis. */
  private static TensorData slice(TensorData tensor, int from, int to) {
    int entry = tensor.size() / tensor.shape()[0];
    int[] shape = tensor.shape().clone();
    shape[0] = to - from;
    return tensor.gather(IntStream.range(from * entry, to * entry).toArray(), shape);
  }
}
