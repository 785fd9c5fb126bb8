package dev.vouch.circuits.rows;

import dev.vouch.circuits.data.TensorData;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of a network's inputs, one after the other; memory need not hold all of them. */
public interface RowData {
  /**
   * The next rows.
   *
   * @param most how many at most, at least 1; fewer only where the data ends
   * @return a tensor for each input, of which the first axis holds the rows, by name or under
   *     {@link dev.vouch.circuits.graph.Samples#UNNAMED}; null if there are no more rows
   * @throws IOException if they cannot be read, or are no rows of these inputs
   */
  @Nullable Map<String, TensorData> next(int most) throws IOException;
}
