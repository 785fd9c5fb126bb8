package dev.vouch.verifier;

import dev.vouch.verifier.curve.Generators;
import dev.vouch.verifier.parallel.Workers;
import dev.vouch.verifier.transcript.KeccakTranscript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;

/**
 * Checks proofs under keys of their own together: the group equations of all become one
 * (protocol.md §11, rule 27), which costs less than one at a time. Proof i is one of key i.
 * Thread-safe; keep it and use it for many proofs.
 *
 * <p>Its exceptions say which proof is at fault: {@link VerificationException#batchIndex}.
 */
public final class JointVerifier {
  private final List<Verifier> verifiers;
  private final Workers workers;

  private JointVerifier(List<Verifier> verifiers, Workers workers) {
    this.verifiers = List.copyOf(verifiers);
    this.workers = workers;
  }

  /** A verifier of proofs that verifier i takes as proof i; it works on the calling thread. */
  public static JointVerifier of(List<Verifier> verifiers) {
    return new JointVerifier(verifiers, Workers.CALLER);
  }

  /** A verifier that lets the threads of {@code pool} share in the work of each call. */
  public JointVerifier withPool(ForkJoinPool pool) {
    return new JointVerifier(
        verifiers.stream().map(verifier -> verifier.withPool(pool)).toList(), Workers.of(pool));
  }

  /**
   * A verifier that knows the weights ({@link Verifier#withPublicWeights}).
   *
   * @param values for each key those of its MODEL tensors
   * @throws ProofRejectedException with reason PUBLIC_WEIGHTS if a key's weights are others, or
   *     there are not as many lists as keys
   */
  public JointVerifier withPublicWeights(List<List<long[]>> values) throws ProofRejectedException {
    PublicWeights.requireParts(values, verifiers.size());
    List<Verifier> knowing = new ArrayList<>();
    for (int i = 0; i < verifiers.size(); i++) {
      try {
        knowing.add(verifiers.get(i).withPublicWeights(values.get(i)));
      } catch (ProofRejectedException e) {
        throw e.inBatch(i);
      }
    }
    return new JointVerifier(knowing, workers);
  }

  /** The keys. */
  public List<VerifyingKey> keys() {
    return verifiers.stream().map(Verifier::key).toList();
  }

  /**
   * Checks one proof under each key.
   *
   * @param contexts one for each proof
   * @return what was verified, in the same order
   * @throws IllegalArgumentException if there are not as many proofs and contexts as keys
   * @throws MalformedProofException if some bytes are no proof for their key's circuit
   * @throws ProofRejectedException if some proof does not convince
   */
  public List<VerifiedInference> verify(List<byte[]> proofs, List<byte[]> contexts)
      throws MalformedProofException, ProofRejectedException {
    List<ReplayedProof> replayed =
        Batch.check(
            verifiers.stream().map(Verifier::replayer).toList(),
            proofs,
            contexts,
            KeccakTranscript::new,
            workers);
    List<VerifiedInference> inferences = new ArrayList<>();
    for (int i = 0; i < replayed.size(); i++) {
      inferences.add(replayed.get(i).inference(verifiers.get(i).weights()));
    }
    return inferences;
  }

  /**
   * Checks several proofs under each key, all together.
   *
   * @param proofs proof i is one of key i mod n where there are n keys
   * @param contexts one for each proof
   * @return what was verified, in the same order
   * @throws IllegalArgumentException if there are not as many contexts as proofs, or not as many
   *     proofs under each key
   * @throws MalformedProofException as {@link #verify}
   * @throws ProofRejectedException as {@link #verify}
   */
  public List<VerifiedInference> verifyAll(List<byte[]> proofs, List<byte[]> contexts)
      throws MalformedProofException, ProofRejectedException {
    if (proofs.size() % verifiers.size() != 0) {
      throw new IllegalArgumentException(
          proofs.size() + " proofs under " + verifiers.size() + " keys");
    }
    List<Verifier> each = new ArrayList<>();
    while (each.size() < proofs.size()) {
      each.addAll(verifiers);
    }
    return new JointVerifier(each, workers).verify(proofs, contexts);
  }

  /**
   * Checks the certificates of all keys and one proof under each, all together. For a program that
   * verifies once: takes less time than {@link Verifier#of} for each key and {@link #verify}, and
   * accepts the same.
   *
   * @param contexts one for each proof
   * @param uncertified whether to take keys with hidden weights and no certificate, as {@link
   *     Verifier#ofUncertified} does
   * @param pool its threads share in the work
   * @throws IllegalArgumentException as {@link #verify}
   * @throws MalformedProofException as {@link #verify}
   * @throws ProofRejectedException as {@link #verify}; with reason UNCERTIFIED or CERTIFICATE if
   *     the certificate of its key is missing or does not convince
   */
  public static List<VerifiedInference> verifyOnce(
      List<VerifyingKey> keys,
      List<byte[]> proofs,
      List<byte[]> contexts,
      boolean uncertified,
      ForkJoinPool pool)
      throws MalformedProofException, ProofRejectedException {
    return new JointCheck(keys, Workers.of(pool)).run(proofs, contexts, uncertified, pool);
  }

  /** One check of keys' certificates and proofs. */
  private record JointCheck(List<VerifyingKey> keys, Workers workers) {
    List<VerifiedInference> run(
        List<byte[]> proofs, List<byte[]> contexts, boolean uncertified, ForkJoinPool pool)
        throws MalformedProofException, ProofRejectedException {
      List<Replayer> replayers = replayers(uncertified);
      List<Certificate.Task> tasks =
          keys.stream().map(key -> Certificate.Task.start(key, pool)).toList();
      try {
        List<ReplayedProof> replayed = Batch.replay(replayers, proofs, contexts);
        List<Optional<ReplayedProof>> certificates = certificates(tasks);
        List<ReplayedProof> all = new ArrayList<>();
        certificates.forEach(certificate -> certificate.ifPresent(all::add));
        all.addAll(replayed);
        if (!Batch.groupsHold(all, new KeccakTranscript(), workers)) {
          checkCertificates(certificates);
          throw Batch.fault(replayed, workers);
        }
        List<VerifiedInference> inferences = new ArrayList<>();
        for (int i = 0; i < replayed.size(); i++) {
          inferences.add(replayed.get(i).inference(Certificate.status(keys.get(i))));
        }
        return inferences;
      } finally {
        tasks.forEach(Certificate.Task::cancel);
      }
    }

    private List<Replayer> replayers(boolean uncertified) throws ProofRejectedException {
      List<Replayer> replayers = new ArrayList<>();
      int longest = 0;
      for (int i = 0; i < keys.size(); i++) {
        VerifyingKey key = keys.get(i);
        if (!uncertified) {
          try {
            Certificate.require(key);
          } catch (ProofRejectedException e) {
            throw e.inBatch(i);
          }
        }
        longest = Math.max(longest, key.plan().longestVector());
        replayers.add(new Replayer(key, KeccakTranscript::new, workers));
      }
      Generators.first(longest);
      return replayers;
    }

    private static List<Optional<ReplayedProof>> certificates(List<Certificate.Task> tasks)
        throws ProofRejectedException {
      List<Optional<ReplayedProof>> certificates = new ArrayList<>();
      for (Certificate.Task task : tasks) {
        try {
          certificates.add(task.result());
        } catch (ProofRejectedException e) {
          throw e.inBatch(certificates.size());
        }
      }
      return certificates;
    }

    private static void checkCertificates(List<Optional<ReplayedProof>> certificates)
        throws ProofRejectedException {
      for (int i = 0; i < certificates.size(); i++) {
        if (certificates.get(i).isPresent()) {
          try {
            Certificate.checkGroup(certificates.get(i).get());
          } catch (ProofRejectedException e) {
            throw e.inBatch(i);
          }
        }
      }
    }
  }
}
