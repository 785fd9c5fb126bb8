package dev.vouch.prover.rows;

import dev.vouch.verifier.commitment.MalformedCommitmentException;
import dev.vouch.verifier.rows.RowProof;
import dev.vouch.verifier.rows.RowRange;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How far some work has got. Not thread-safe. */
final class LastProof {
  private final long first;
  private @Nullable RowProof proof;

  private LastProof(long first) {
    this.first = first;
  }

  /** Work that has not begun. */
  static LastProof none(long first) {
    return new LastProof(first);
  }

  long next() {
    return proof == null ? first : proof.range().end();
  }

  @Nullable RowProof proof() {
    return proof;
  }

  boolean ended() {
    return proof != null && proof.range().last();
  }

  void requireNext(RowRange range) {
    if (range.first() != next() || ended()) {
      throw new IllegalArgumentException(range + " after row " + (next() - 1));
    }
  }

  void take(RowProof next) {
    proof = next;
  }

  /** Takes in a proof that was there before. */
  void takeStored(Path place, RowProof stored) throws StoredRowsException {
    if (stored.range().first() != next() || ended()) {
      throw new StoredRowsException(
          place, "they are of " + stored.range() + " where row " + next() + " belongs", null);
    }
    proof = stored;
  }

  /** One proof stands for all: they were made one after the other. */
  void check(Path place, StoredProofCheck check)
      throws StoredRowsException, IOException, MalformedCommitmentException {
    if (proof != null) {
      check.check(place, proof);
    }
  }
}
