package dev.vouch.circuits.rows;

import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Samples;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows with further inputs beside them, labels for example. Not thread-safe. */
public final class JoinedRows implements RowData {
  private final RowData rows;
  private final String onlyInput;
  private final RowData beside;
  private long next;

  /**
   * Joins rows.
   *
   * @param onlyInput the name of what the rows have no name for
   * @param beside rows of the other inputs, as many
   */
  public JoinedRows(RowData rows, String onlyInput, RowData beside) {
    this.rows = rows;
    this.onlyInput = onlyInput;
    this.beside = beside;
  }

  /**
   * The next rows, as {@link RowData#next}.
   *
   * @throws MalformedTensorException also where there are fewer or more rows beside
   */
  @Override
  public @Nullable Map<String, TensorData> next(int most) throws IOException {
    Map<String, TensorData> own = rows.next(most);
    if (own == null) {
      requireNoMore();
      return null;
    }
    int count = count(own);
    Map<String, TensorData> others = beside.next(count);
    int found = others == null ? 0 : count(others);
    if (others == null || found < count) {
      throw new MalformedTensorException(
          (others == null ? "the inputs beside the data have " : name(others) + " has ")
              + (next + found)
              + " entries, the data more rows");
    }
    Map<String, TensorData> joined = new LinkedHashMap<>();
    own.forEach(
        (name, tensor) -> joined.put(name.equals(Samples.UNNAMED) ? onlyInput : name, tensor));
    joined.putAll(others);
    next += count;
    return joined;
  }

  private void requireNoMore() throws IOException {
    long more = 0;
    String name = "";
    for (Map<String, TensorData> rest = beside.next(1024); rest != null; rest = beside.next(1024)) {
      more += count(rest);
      name = name(rest);
    }
    if (more > 0) {
      throw new MalformedTensorException(
          name + " has " + (next + more) + " entries, the data " + next + " rows");
    }
  }

  private static String name(Map<String, TensorData> rows) {
    return "'" + rows.keySet().iterator().next() + "'";
  }

  private static int count(Map<String, TensorData> rows) {
    return rows.values().iterator().next().shape()[0];
  }
}
