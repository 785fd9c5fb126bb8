package dev.vouch.verifier.rows;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Proofs of rows, one after the other, in the order of their rows. */
public interface RowProofs {
  /**
   * The next one; null after the last.
   *
   * @throws MalformedRowsException if what comes next is none
   */
  @Nullable RowProof next() throws IOException, MalformedRowsException;
}
