package dev.vouch.prover.rows;

import dev.vouch.circuits.rows.RowBatch;
import dev.vouch.circuits.rows.RowBatches;
import dev.vouch.prover.OpenedRows;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What is to be proven, batch by batch, in the order of rows. Not thread-safe. */
public interface ProofBatches {
  /**
   * The next batch; null after the last.
   *
   * @throws IOException if rows cannot be read
   * @throws RowException if what is read are not the rows that come next
   */
  @Nullable ProofBatch next() throws IOException, RowException;

  /** Batches of which nothing is committed already. */
  static ProofBatches of(RowBatches batches) {
    return () -> {
      @Nullable RowBatch batch = batches.next();
      return batch == null ? null : new ProofBatch(batch.range(), batch.inputs(), OpenedRows.NONE);
    };
  }
}
