package dev.vouch.prover.rows;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.prover.OpenedRows;
import dev.vouch.verifier.rows.RowRange;
import java.util.Map;

/**
 * What is proven together.
 *
 * @param range which rows
 * @param inputs of the network that are not committed already, by name, filled up to a whole batch
 * @param committed the rows that count, of the inputs that are
 */
public record ProofBatch(RowRange range, Map<String, TensorData> inputs, OpenedRows committed) {
  public ProofBatch {
    inputs = Map.copyOf(inputs);
  }

  /** Never values. */
  @Override
  public String toString() {
    return "ProofBatch[" + range + "]";
  }
}
