package dev.vouch.verifier;

import dev.vouch.verifier.curve.Generators;
import dev.vouch.verifier.parallel.Workers;
import dev.vouch.verifier.transcript.KeccakTranscript;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/**
 * The proof in a key that all weights lie in their declared ranges (protocol.md §9, §11 rule 3).
 */
final class Certificate {
  private Certificate() {}

  /** What {@link #replay} returned or threw. */
  private record Outcome(
      Optional<ReplayedProof> replayed, @Nullable ProofRejectedException rejected) {}

  /** {@link #replay} on a thread of a pool. */
  static final class Task {
    private final ForkJoinTask<Outcome> outcome;

    private Task(ForkJoinTask<Outcome> outcome) {
      this.outcome = outcome;
    }

    static Task start(VerifyingKey key, ForkJoinPool pool) {
      return new Task(
          pool.submit(
              () -> {
                try {
                  return new Outcome(replay(key), null);
                } catch (ProofRejectedException e) {
                  return new Outcome(Optional.empty(), e);
                }
              }));
    }

    /** Leaves it unchecked, if it has not begun. */
    void cancel() {
      outcome.cancel(false);
    }

    /** Waits for the end. */
    Optional<ReplayedProof> result() throws ProofRejectedException {
      Outcome ended = outcome.join();
      if (ended.rejected != null) {
        throw ended.rejected;
      }
      return ended.replayed;
    }
  }

  /** Checks the certificate of a key, if it has one; says what is then known of the weights. */
  static WeightStatus check(VerifyingKey key) throws ProofRejectedException {
    Optional<ReplayedProof> replayed = replay(key);
    if (replayed.isPresent()) {
      checkGroup(replayed.get());
    }
    return status(key);
  }

  /** What is known of the weights of a key whose certificate holds, if it has one. */
  static WeightStatus status(VerifyingKey key) {
    if (KeyParts.modelTensors(key.circuit()).isEmpty()) {
      return WeightStatus.PUBLIC;
    }
    if (key.certificate().length > 0) {
      return WeightStatus.CERTIFIED;
    }
    return key.circuit().publicWeights() ? WeightStatus.DECLARED_PUBLIC : WeightStatus.FIELD_VALUED;
  }

  /**
   * Refuses a key with hidden weights and no certificate.
   *
   * @throws ProofRejectedException with reason UNCERTIFIED
   */
  static void require(VerifyingKey key) throws ProofRejectedException {
    if (status(key) == WeightStatus.FIELD_VALUED) {
      throw new ProofRejectedException(
          RejectionReason.UNCERTIFIED,
          "the key has no certificate that its hidden weights are integers in their ranges");
    }
  }

  /**
   * The certificate of a key up to its group equations; empty if the key has none.
   *
   * @throws ProofRejectedException with reason CERTIFICATE
   */
  static Optional<ReplayedProof> replay(VerifyingKey key) throws ProofRejectedException {
    if (key.certificate().length == 0) {
      return Optional.empty();
    }
    // V builds the circuit itself: what it proves depends on the weights' headers alone.
    CertificateCircuit certificate =
        CertificateCircuit.of(key.circuit().c(), KeyParts.modelTensors(key.circuit()))
            .orElseThrow(
                () ->
                    new ProofRejectedException(
                        RejectionReason.CERTIFICATE,
                        "there can be no certificate for these weights' ranges"));
    try {
      VerifyingKey ofRanges = key.withCircuit(certificate.circuit());
      Proof proof = new Proof(ofRanges.modelId().bytes(), List.of(), List.of(), key.certificate());
      Replayer replayer = new Replayer(ofRanges, KeccakTranscript::new, Workers.CALLER);
      Generators.first(ofRanges.plan().longestVector());
      return Optional.of(replayer.replay(proof, new byte[0]));
    } catch (VerificationException e) {
      throw rejection(e);
    }
  }

  /**
   * The rest of the check.
   *
   * @throws ProofRejectedException with reason CERTIFICATE
   */
  static void checkGroup(ReplayedProof replayed) throws ProofRejectedException {
    try {
      replayed.checkGroup(Workers.CALLER);
    } catch (ProofRejectedException e) {
      throw rejection(e);
    }
  }

  private static ProofRejectedException rejection(VerificationException e) {
    return new ProofRejectedException(
        RejectionReason.CERTIFICATE,
        "the key's certificate of the weights' ranges: " + e.getMessage(),
        e);
  }
}
