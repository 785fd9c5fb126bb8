package dev.vouch.prover.rows;

import dev.vouch.verifier.rows.RowProof;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where proofs of rows are kept as they are made, so that work that was stopped can go on. */
public interface RowProofStore extends Closeable {
  /** Number of the row that the next proof is to begin with. */
  long next();

  /** The proof of the rows before {@link #next}; null if there is none. */
  @Nullable RowProof last();

  /** Whether the proof of the last row of the data is there. */
  boolean ended();

  /**
   * Keeps a proof: after a return it survives the end of the process, and after an exception what
   * was kept before is whole.
   *
   * @throws IllegalArgumentException if it does not begin with row {@link #next}
   */
  void append(RowProof proof) throws IOException;
}
