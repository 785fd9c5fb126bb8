package dev.vouch.circuits.rows;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.verifier.rows.RowRange;
import java.util.Map;

/**
 * Rows that are proven together.
 *
 * @param range which they are
 * @param inputs of the network, by name, with the inputs' own shapes; beyond the rows that count
 *     the last one is repeated
 */
public record RowBatch(RowRange range, Map<String, TensorData> inputs) {
  public RowBatch {
    inputs = Map.copyOf(inputs);
  }

  /** Never values. */
  @Override
  public String toString() {
    return "RowBatch[" + range + "]";
  }
}
