package dev.vouch.verifier.chain;

import dev.vouch.verifier.JointVerifier;
import dev.vouch.verifier.MalformedProofException;
import dev.vouch.verifier.ProofRejectedException;
import dev.vouch.verifier.ProofVerifier;
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
public final class ChainVerifier implements ProofVerifier {
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
        throw RejectedChainException.ofPart(verifiers.size(), e);
      }
    }
    return new ChainVerifier(key, JointVerifier.of(verifiers));
  }

  @Override
  public ChainVerifier withPool(ForkJoinPool pool) {
    return new ChainVerifier(key, verifier.withPool(pool));
  }

  /**
   * A verifier that knows the weights of all parts ({@link Verifier#withPublicWeights}).
   *
   * @throws RejectedChainException with reason PUBLIC_WEIGHTS, naming the part whose weights are
   *     others, or if there are not as many lists as parts
   */
  @Override
  public ChainVerifier withPublicWeightsOfParts(List<List<long[]>> values)
      throws RejectedChainException {
    try {
      return new ChainVerifier(key, verifier.withPublicWeights(values));
    } catch (ProofRejectedException e) {
      throw PartFault.of(e, values.size(), false);
    }
  }

  @Override
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
  @Override
  public VerifiedChain verify(byte[] proof, byte[] context)
      throws MalformedChainException, RejectedChainException {
    List<byte[]> proofs = key.partProofs(proof);
    try {
      return joined(key, verifier.verify(proofs, contexts(key, context)));
    } catch (ProofRejectedException e) {
      throw PartFault.of(e, proofs.size(), false);
    } catch (MalformedProofException e) {
      throw PartFault.of(e, proofs.size(), false);
    }
  }

  /**
   * Checks many proofs together, all parts of all of them in one check.
   *
   * @param contexts one for each proof
   * @return what was verified, in the same order
   * @throws MalformedChainException as {@link #verify}; its batch index says which proof it is, its
   *     message which part
   * @throws RejectedChainException as {@link #verify}; its batch index says which proof it is
   * @throws IllegalArgumentException if the numbers differ, or a context is too long
   */
  @Override
  public List<VerifiedChain> verifyAll(List<byte[]> proofs, List<byte[]> contexts)
      throws MalformedChainException, RejectedChainException {
    if (proofs.size() != contexts.size()) {
      throw new IllegalArgumentException(
          proofs.size() + " proofs and " + contexts.size() + " contexts");
    }
    int parts = key.keys().size();
    List<byte[]> partProofs = new ArrayList<>();
    List<byte[]> partContexts = new ArrayList<>();
    for (int i = 0; i < proofs.size(); i++) {
      try {
        partProofs.addAll(key.partProofs(proofs.get(i)));
      } catch (MalformedChainException e) {
        throw e.inBatch(i);
      } catch (RejectedChainException e) {
        throw e.inBatch(i);
      }
      partContexts.addAll(contexts(key, contexts.get(i)));
    }
    List<VerifiedInference> verified;
    try {
      verified = verifier.verifyAll(partProofs, partContexts);
    } catch (ProofRejectedException e) {
      throw PartFault.of(e, parts, true);
    } catch (MalformedProofException e) {
      throw PartFault.of(e, parts, true);
    }
    List<VerifiedChain> chains = new ArrayList<>();
    for (int i = 0; i < proofs.size(); i++) {
      try {
        chains.add(joined(key, verified.subList(i * parts, (i + 1) * parts)));
      } catch (RejectedChainException e) {
        throw e.inBatch(i);
      }
    }
    return chains;
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
    return verifyOnce(
        key.keys(), key.partProofs(proof), contexts(key, context), key.links(), uncertified, pool);
  }

  /**
   * As {@link #verifyOnce(ChainKey, byte[], byte[], boolean, ForkJoinPool)}, of models that were
   * compiled apart from each other.
   *
   * @param keys in an order in which each model reads from earlier ones only
   * @param proofs one under each key
   * @param contexts one for each proof
   * @param links what must be one value ({@link VerifiedChain#of})
   * @throws IllegalArgumentException if the numbers differ, or as {@link VerifiedChain#of}
   */
  public static VerifiedChain verifyOnce(
      List<VerifyingKey> keys,
      List<byte[]> proofs,
      List<byte[]> contexts,
      List<ChainLink> links,
      boolean uncertified,
      ForkJoinPool pool)
      throws MalformedChainException, RejectedChainException {
    try {
      return VerifiedChain.of(
          JointVerifier.verifyOnce(keys, proofs, contexts, uncertified, pool), links);
    } catch (ProofRejectedException e) {
      throw PartFault.of(e, proofs.size(), false);
    } catch (MalformedProofException e) {
      throw PartFault.of(e, proofs.size(), false);
    }
  }

  /** Makes the proof of a part compact. */
  interface PartCompaction {
    byte[] compact(VerifyingKey key, byte[] proof, byte[] context)
        throws MalformedProofException, ProofRejectedException;
  }

  /** Checks the proofs of the parts, but neither certificates nor links, and makes each compact. */
  static byte[] compact(ChainKey key, byte[] proof, byte[] context, PartCompaction compaction)
      throws MalformedChainException, RejectedChainException {
    List<byte[]> proofs = key.partProofs(proof);
    List<byte[]> contexts = contexts(key, context);
    List<byte[]> compact = new ArrayList<>();
    for (int part = 0; part < proofs.size(); part++) {
      try {
        compact.add(compaction.compact(key.keys().get(part), proofs.get(part), contexts.get(part)));
      } catch (ProofRejectedException e) {
        throw RejectedChainException.ofPart(part, e);
      } catch (MalformedProofException e) {
        throw new MalformedChainException(PartFault.text(part, e), e);
      }
    }
    return new ChainProof(key.modelId(), compact).encode();
  }

  private static VerifiedChain joined(ChainKey key, List<VerifiedInference> parts)
      throws RejectedChainException {
    return VerifiedChain.of(parts, key.links());
  }

  private static List<byte[]> contexts(ChainKey key, byte[] application) {
    List<byte[]> contexts = new ArrayList<>();
    for (int part = 0; part < key.keys().size(); part++) {
      contexts.add(ChainContext.of(key.modelId(), part, application));
    }
    return contexts;
  }
}
