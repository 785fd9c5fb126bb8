package dev.vouch.prover.rows;

import dev.vouch.circuits.rows.RowBatches;
import dev.vouch.prover.ModelProver;
import dev.vouch.prover.ProveOptions;
import dev.vouch.prover.Proved;
import dev.vouch.prover.ProverException;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.rows.RowRange;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Proves rows batch by batch, some batches at a time, and hands the proofs over in the order of
 * their rows; of a model that is one circuit, or of a chain. Memory is bounded by the batches under
 * way. Thread-safe.
 *
 * <p>While the native prover works on one batch, the witness of the next is computed and the proof
 * before is made compact, so that no processor waits.
 */
public final class RowProver {
  /** Batches under way at a time. */
  private static final int AT_ONCE = 2;

  private final ModelProver prover;
  private final ProveOptions options;
  private final boolean compact;

  private RowProver(ModelProver prover, ProveOptions options, boolean compact) {
    this.prover = prover;
    this.options = options;
    this.compact = compact;
  }

  /** Takes the proofs, in the order of their rows. */
  public interface Sink {
    /**
     * Takes the next proof.
     *
     * @throws IOException ends the work
     */
    void accept(ProvenRows rows) throws IOException;
  }

  /**
   * A prover of rows.
   *
   * @param options of each proof; the rows are added to its context
   * @throws IllegalArgumentException if the context has more than {@link RowRange#maxContextBytes}
   */
  public static RowProver of(ModelProver prover, ProveOptions options) {
    int most = RowRange.maxContextBytes(prover.key());
    if (options.context().length > most) {
      throw new IllegalArgumentException(
          "a context of "
              + options.context().length
              + " bytes, at most "
              + most
              + " are allowed with rows");
    }
    return new RowProver(prover, options, false);
  }

  /** The same with proofs in their compact form. */
  public RowProver withCompactProofs() {
    return new RowProver(prover, options, true);
  }

  /** As {@link #proveAll(ProofBatches, Sink)} on rows none of which are committed already. */
  public void proveAll(RowBatches batches, Sink sink)
      throws IOException, RowException, InterruptedException {
    proveAll(ProofBatches.of(batches), sink);
  }

  /**
   * Proves all batches. If one fails, those before it have been handed over, and none after it.
   *
   * @throws IOException if rows cannot be read or proofs not be handed over
   * @throws RowException if rows cannot be read as such, or not be proven: its cause says why
   * @throws InterruptedException if the calling thread is interrupted
   */
  public void proveAll(ProofBatches batches, Sink sink)
      throws IOException, RowException, InterruptedException {
    ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE, RowProver::worker);
    Deque<Task> underWay = new ArrayDeque<>();
    try {
      @Nullable ProofBatch batch = batches.next();
      while (batch != null || !underWay.isEmpty()) {
        while (batch != null && underWay.size() < AT_ONCE) {
          ProofBatch next = batch;
          underWay.add(new Task(next, workers.submit(() -> prove(next))));
          batch = batches.next();
        }
        sink.accept(underWay.remove().result());
      }
    } finally {
      workers.shutdownNow(); // what is still under way stops: nobody takes it
    }
  }

  private static Thread worker(Runnable work) {
    Thread thread = new Thread(work, "vouch-rows");
    thread.setDaemon(true);
    return thread;
  }

  private ProvenRows prove(ProofBatch batch) throws ProverException, VerificationException {
    byte[] context = batch.range().context(options.context());
    Proved proved = prover.prove(batch.inputs(), batch.committed(), options.withContext(context));
    return new ProvenRows(
        batch.range(),
        compact ? proved.withProof(prover.key().compact(proved.proof(), context)) : proved);
  }

  /** A batch under way. */
  private record Task(ProofBatch batch, Future<ProvenRows> proof) {
    ProvenRows result() throws RowException, InterruptedException {
      try {
        return proof.get();
      } catch (ExecutionException e) {
        throw RowException.of(batch.range(), Objects.requireNonNull(e.getCause()));
      }
    }
  }
}
