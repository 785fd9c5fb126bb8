package dev.vouch.verifier;

import java.util.List;
import java.util.concurrent.ForkJoinPool;

/**
 * Checks proofs under one key: of a model that is one circuit ({@link Verifier}) or several ({@link
 * dev.vouch.verifier.chain.ChainVerifier}). Thread-safe.
 */
public interface ProofVerifier {
  /** The key. */
  ModelKey key();

  /** A verifier that lets the threads of {@code pool} share in the work of each call. */
  ProofVerifier withPool(ForkJoinPool pool);

  /**
   * A verifier that knows the weights: the commitments of all circuits' keys are recomputed from
   * them, and what it verifies has {@link WeightStatus#PUBLIC}.
   *
   * @param values for each of {@link ModelKey#keys} those of each MODEL tensor in declaration
   *     order, its cells in row-major order
   * @throws VerificationException with reason PUBLIC_WEIGHTS if a key's weights are others, are
   *     hidden, or leave their declared ranges, or there are not as many lists as keys; of several
   *     keys the message names the part
   */
  ProofVerifier withPublicWeightsOfParts(List<List<long[]>> values) throws VerificationException;

  /**
   * Checks a proof.
   *
   * @param context what the application bound it to; may be empty
   * @throws VerificationException if the bytes are no proof under this key, or it does not convince
   * @throws IllegalArgumentException if the context has more than {@link ModelKey#maxContextBytes}
   */
  VerifiedResult verify(byte[] proof, byte[] context) throws VerificationException;

  /**
   * Checks many proofs together: their group equations become one, which costs less than one at a
   * time (protocol.md §11, rule 27).
   *
   * @param contexts one for each proof
   * @return what was verified, in the same order
   * @throws VerificationException as {@link #verify}; {@link VerificationException#batchIndex} says
   *     which proof it is
   * @throws IllegalArgumentException if the numbers differ, or a context is too long
   */
  List<? extends VerifiedResult> verifyAll(List<byte[]> proofs, List<byte[]> contexts)
      throws VerificationException;
}
