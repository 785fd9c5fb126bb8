package dev.vouch.prover.rows;

import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.rows.RowProof;

/** Whether a proof that is there already is one of the proofs that are to be made. */
public interface StoredProofCheck {
  /**
   * Throws if it is not.
   *
   * @throws VerificationException if it is of another context, or damaged
   */
  void check(RowProof proof) throws VerificationException;

  /**
   * Verifies it.
   *
   * @param context what all proofs are bound to beside their rows
   */
  static StoredProofCheck of(ModelKey key, byte[] context) {
    return proof -> key.uncertifiedVerifier().verify(proof.proof(), proof.range().context(context));
  }
}
