package dev.vouch.prover.rows;

import dev.vouch.circuits.rows.RowBatch;
import dev.vouch.circuits.rows.RowBatches;
import dev.vouch.prover.CommittedData;
import dev.vouch.prover.CommittedInputException;
import dev.vouch.verifier.commitment.MalformedCommitmentException;
import dev.vouch.verifier.rows.RowRange;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Batches of rows that are committed already, alone or beside rows of inputs that are not; rows of
 * one number belong together. Memory is bounded by a batch. Not thread-safe.
 */
public final class CommittedBatches implements ProofBatches {
  private final CommittedData data;
  private final @Nullable RowBatches others;
  private final int batch;
  private final long end;
  private long next;

  private CommittedBatches(
      CommittedData data, @Nullable RowBatches others, int batch, long first, long end) {
    this.data = data;
    this.others = others;
    this.batch = batch;
    this.end = end;
    this.next = first;
  }

  /**
   * Rows of a model of which all inputs are committed already.
   *
   * @param batch how many rows the model takes at once
   * @param first number of the first row wanted
   * @param end number of the row after the last one wanted; {@link Long#MAX_VALUE} for all
   */
  public static CommittedBatches of(CommittedData data, int batch, long first, long end) {
    return new CommittedBatches(data, null, batch, first, end);
  }

  /**
   * Rows of a model of which some inputs are committed already.
   *
   * @param others rows of the other inputs, from {@code first} on and as many
   * @param first number of the first row wanted
   */
  public static CommittedBatches of(CommittedData data, RowBatches others, long first) {
    return new CommittedBatches(data, others, 1, first, Long.MAX_VALUE);
  }

  @Override
  public @Nullable ProofBatch next() throws IOException, RowException {
    RowBatch beside = others == null ? null : others.next();
    boolean none = others == null ? next >= Math.min(end, data.end()) : beside == null;
    if (none) {
      return null;
    }
    RowRange range = beside == null ? range() : beside.range();
    next = range.end();
    try {
      requireEnd(range);
      return new ProofBatch(
          range,
          beside == null ? Map.of() : beside.inputs(),
          data.rows(range.first(), range.rows()));
    } catch (MalformedCommitmentException | CommittedInputException e) {
      throw RowException.of(range, e);
    }
  }

  private RowRange range() {
    int rows = (int) Math.min(batch, Math.min(end, data.end()) - next);
    return new RowRange(next, rows, batch, next + rows >= data.end());
  }

  /** Nothing is said to be the end of the data that is not known to be. */
  private void requireEnd(RowRange range) throws IOException, CommittedInputException {
    if (range.last()) {
      data.requireEnd(range.end());
    }
  }
}
