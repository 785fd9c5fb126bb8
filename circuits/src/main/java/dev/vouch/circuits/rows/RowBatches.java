package dev.vouch.circuits.rows;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.verifier.rows.RowRange;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts rows into the batches that a network takes. It reads one batch ahead, so that the last one
 * is known as such. Not thread-safe.
 */
public final class RowBatches {
  private final RowPorts ports;
  private final RowData data;
  private final long end;
  private long next;
  private @Nullable Map<String, TensorData> ahead;

  private RowBatches(RowPorts ports, RowData data, long first, long end) {
    this.ports = ports;
    this.data = data;
    this.next = first;
    this.end = end;
  }

  /**
   * Batches of some rows.
   *
   * @param data from row 0 on; read up to the first row wanted, and one batch beyond
   * @param first number of the first row
   * @param end number of the row after the last one wanted; {@link Long#MAX_VALUE} for all
   */
  public static RowBatches of(RowPorts ports, RowData data, long first, long end)
      throws IOException {
    RowBatches batches = new RowBatches(ports, data, first, end);
    batches.skip(first);
    batches.ahead = batches.read(first);
    return batches;
  }

  private void skip(long rows) throws IOException {
    long left = rows;
    while (left > 0) {
      Map<String, TensorData> skipped =
          data.next((int) Math.min(left, Math.max(64, ports.batch())));
      if (skipped == null) {
        return;
      }
      left -= count(skipped);
    }
  }

  /** A batch's rows from a row on, or one row beyond the last one wanted: to know of it. */
  private @Nullable Map<String, TensorData> read(long from) throws IOException {
    return data.next((int) Math.max(1, Math.min(ports.batch(), end - from)));
  }

  private static int count(Map<String, TensorData> rows) {
    return rows.values().iterator().next().shape()[0];
  }

  /**
   * The next batch; null after the last.
   *
   * @throws IOException as the rows' source; {@link
   *     dev.vouch.circuits.data.MalformedTensorException} if a row is none of the inputs
   */
  public @Nullable RowBatch next() throws IOException {
    Map<String, TensorData> rows = ahead;
    if (rows == null || next >= end) {
      return null;
    }
    int count = count(rows);
    ahead = read(next + count);
    RowRange range = new RowRange(next, count, ports.batch(), ahead == null);
    next = range.end();
    Map<String, TensorData> filled = new LinkedHashMap<>();
    rows.forEach((name, tensor) -> filled.put(name, filled(tensor)));
    return new RowBatch(range, Samples.of(ports.inputs(), filled).get(0));
  }

  /** Repeats the last row until the batch is full. */
  private TensorData filled(TensorData rows) {
    int count = rows.shape()[0];
    if (count == ports.batch()) {
      return rows;
    }
    int row = rows.size() / count;
    int[] shape = rows.shape().clone();
    shape[0] = ports.batch();
    int[] cells =
        IntStream.range(0, ports.batch() * row)
            .map(cell -> Math.min(cell / row, count - 1) * row + cell % row)
            .toArray();
    return rows.gather(cells, shape);
  }
}
