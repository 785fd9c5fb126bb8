package dev.vouch.circuits.rows;

import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Samples;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows with further inputs beside them, labels for example. Not thread-safe. */
public final class JoinedRows implements RowData {
  private final RowData rows;
  private final String onlyInput;
  private final Map<String, TensorData> columns;
  private long next;

  /**
   * Joins rows.
   *
   * @param onlyInput the name of what the rows have no name for
   * @param columns of the other inputs by name, entries along the first axis
   */
  public JoinedRows(RowData rows, String onlyInput, Map<String, TensorData> columns) {
    this.rows = rows;
    this.onlyInput = onlyInput;
    this.columns = new LinkedHashMap<>(columns);
  }

  /**
   * The next rows, as {@link RowData#next}.
   *
   * @throws MalformedTensorException also where a column has no entry for a row, or, at the end of
   *     the rows, more entries than there are rows
   */
  @Override
  public @Nullable Map<String, TensorData> next(int most) throws IOException {
    Map<String, TensorData> own = rows.next(most);
    if (own == null) {
      requireNoMore();
      return null;
    }
    int count = own.values().iterator().next().shape()[0];
    Map<String, TensorData> joined = new LinkedHashMap<>();
    own.forEach(
        (name, tensor) -> joined.put(name.equals(Samples.UNNAMED) ? onlyInput : name, tensor));
    for (Map.Entry<String, TensorData> column : columns.entrySet()) {
      int entries = column.getValue().shape()[0];
      if (entries < next + count) {
        throw new MalformedTensorException(
            "'" + column.getKey() + "' has " + entries + " entries, the data more rows");
      }
      joined.put(column.getKey(), slice(column.getValue(), (int) next, count));
    }
    next += count;
    return joined;
  }

  private void requireNoMore() throws MalformedTensorException {
    for (Map.Entry<String, TensorData> column : columns.entrySet()) {
      int entries = column.getValue().shape()[0];
      if (entries != next) {
        throw new MalformedTensorException(
            "'" + column.getKey() + "' has " + entries + " entries, the data " + next + " rows");
      }
    }
  }

  private static TensorData slice(TensorData column, int first, int count) {
    int entry = column.size() / column.shape()[0];
    int[] shape = column.shape().clone();
    shape[0] = count;
    return column.gather(IntStream.range(first * entry, (first + count) * entry).toArray(), shape);
  }
}
