package dev.vouch.verifier.chain;

import dev.vouch.verifier.JointVerifier;
import dev.vouch.verifier.MalformedProofException;
import dev.vouch.verifier.ProofRejectedException;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.VerifiedInference;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;

/**
 * Checks proofs of a chain (protocol.md §11, rule 38): all parts in one combined check, then that
 * the commitments at both ends of each link are equal. Thread-safe; keep it and use it for many
 * proofs. A proof that is accepted shows what the composition of the parts gives on the inputs of
 * the whole; what passes between parts stays hidden.
 */
public final class ChainVerifier {
  private final ChainKey key;
  private final JointVerifier verifier;

  private ChainVerifier(ChainKey key, JointVerifier verifier) {
    this.key = key;
    this.verifier = verifier;
  }

  /**
   * A verifier for a key. The certificates of the parts' keys are checked here, once; a part with
   * hidden weights must have one.
   *
   * @throws RejectedChainException with reason UNCERTIFIED or CERTIFICATE, naming the part
   */
  public static ChainVerifier of(ChainKey key) throws RejectedChainException {
    return of(key, false);
  }

  /**
   * A verifier that takes parts without certificates ({@link Verifier#ofUncertified}).
   *
   * @throws RejectedChainException with reason CERTIFICATE if one that is there does not verify
   */
  public static ChainVerifier ofUncertified(ChainKey key) throws RejectedChainException {
    return of(key, true);
  }

  private static ChainVerifier of(ChainKey key, boolean uncertified) throws RejectedChainException {
    List<Verifier> verifiers = new ArrayList<>();
    for (VerifyingKey part : key.keys()) {
      try {
        verifiers.add(uncertified ? Verifier.ofUncertified(part) : Verifier.of(part));
      } catch (ProofRejectedException e) {
        throw RejectedChainException.ofKey(verifiers.size(), e);
      }
    }
    return new ChainVerifier(key, JointVerifier.of(verifiers));
  }

  /** A verifier that lets the threads of {@code pool} share in the work of each call. */
  public ChainVerifier withPool(ForkJoinPool pool) {
    return new ChainVerifier(key, verifier.withPool(pool));
  }

  /** The key. */
  public ChainKey key() {
    return key;
  }

  /**
   * Checks a proof.
   *
   * @param proof the bytes of the file
   * @param context what the application bound it to; may be empty
   * @throws MalformedChainException if the bytes are no proof for this chain's circuits
   * @throws RejectedChainException if the proof of a part does not convince, a link does not hold,
   *     or the proof is of another chain
   * @throws IllegalArgumentException if the context has more than {@link
   *     ChainContext#MAX_CONTEXT_BYTES}
   */
  public VerifiedChain verify(byte[] proof, byte[] context)
      throws MalformedChainException, RejectedChainException {
    List<byte[]> proofs = proofs(key, proof);
    try {
      return joined(key, verifier.verify(proofs, contexts(key, context)));
    } catch (ProofRejectedException e) {
      throw RejectedChainException.ofPart(e);
    } catch (MalformedProofException e) {
      throw malformed(e);
    }
  }

  /**
   * Checks the certificates of all parts and one proof together: for a program that verifies once.
   * Takes less time than {@link #of} and {@link #verify}, and accepts the same.
   *
   * @param context what the application bound it to; may be empty
   * @param uncertified whether to take parts without certificates
   * @param pool its threads share in the work
   * @throws MalformedChainException as {@link #verify}
   * @throws RejectedChainException as {@link #of} and {@link #verify}
   */
  public static VerifiedChain verifyOnce(
      ChainKey key, byte[] proof, byte[] context, boolean uncertified, ForkJoinPool pool)
      throws MalformedChainException, RejectedChainException {
    List<byte[]> proofs = proofs(key, proof);
    try {
      return joined(
          key,
          JointVerifier.verifyOnce(key.keys(), proofs, contexts(key, context), uncertified, pool));
    } catch (ProofRejectedException e) {
      throw RejectedChainException.ofPart(e);
    } catch (MalformedProofException e) {
      throw malformed(e);
    }
  }

  private static VerifiedChain joined(ChainKey key, List<VerifiedInference> parts)
      throws RejectedChainException {
    return VerifiedChain.of(parts, key.links());
  }

  private static List<byte[]> proofs(ChainKey key, byte[] bytes)
      throws MalformedChainException, RejectedChainException {
    ChainProof proof = ChainProof.decode(bytes);
    if (!proof.id().equals(key.id())) {
      throw RejectedChainException.ofId("the proof names", key.id(), proof.id());
    }
    if (proof.proofs().size() != key.keys().size()) {
      throw new MalformedChainException(
          "not a proof of the chain: it has "
              + proof.proofs().size()
              + " parts, the chain has "
              + key.keys().size());
    }
    return proof.proofs();
  }

  private static List<byte[]> contexts(ChainKey key, byte[] application) {
    List<byte[]> contexts = new ArrayList<>();
    for (int part = 0; part < key.keys().size(); part++) {
      contexts.add(ChainContext.of(key.id(), part, application));
    }
    return contexts;
  }

  private static MalformedChainException malformed(MalformedProofException e) {
    return new MalformedChainException(inPart(e), e);
  }

  /** What is wrong with which part. */
  static String inPart(VerificationException e) {
    Throwable own = e.batchIndex().isPresent() && e.getCause() != null ? e.getCause() : e;
    return e.batchIndex().isPresent()
        ? "part " + e.batchIndex().getAsInt() + ": " + own.getMessage()
        : String.valueOf(own.getMessage());
  }
}
