package dev.vouch.cli;

import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.prover.ProvedInference;
import dev.vouch.prover.Prover;
import dev.vouch.prover.ProverException;
import dev.vouch.prover.ProverUnavailableException;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Proofs that were made and verified, and how long it took; one proof before the first is not
 * counted, so that neither side is measured cold.
 *
 * @param proveNanos ascending
 * @param verifyNanos ascending
 * @param proofBytes size of a proof; all proofs of a model have the same
 */
record ProofTrials(
    List<Long> proveNanos,
    List<Long> verifyNanos,
    int proofBytes,
    int keyBytes,
    int modelBytes,
    VerifyingKey key) {
  ProofTrials {
    proveNanos = sorted(proveNanos);
    verifyNanos = sorted(verifyNanos);
  }

  private static List<Long> sorted(List<Long> values) {
    List<Long> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return List.copyOf(sorted);
  }

  /**
   * Makes and verifies proofs, cycling through the samples.
   *
   * @throws VerificationException if a proof is not accepted
   */
  static ProofTrials run(ModelFile model, Samples data, int count, int threads, Reporting reporting)
      throws ProverException, ProverUnavailableException, VerificationException {
    byte[] keyBytes = model.key().encode();
    VerifyingKey key = VerifyingKey.decode(keyBytes);
    List<Long> prove = new ArrayList<>();
    List<Long> verify = new ArrayList<>();
    int proofBytes = 0;
    if (count > 0) {
      Verifier verifier = Verifier.of(key);
      try (Prover prover = Prover.of(model, threads);
          ProgressBar progress = reporting.progress()) {
        verifier.verify(prover.prove(data.get(0)).proof());
        for (int i = 0; i < count; i++) {
          progress.show("proving", i, count);
          long start = System.nanoTime();
          ProvedInference proved = prover.prove(data.get(i % data.count()));
          long done = System.nanoTime();
          verifier.verify(proved.proof());
          verify.add(System.nanoTime() - done);
          prove.add(done - start);
          proofBytes = proved.proof().length;
        }
      }
    }
    return new ProofTrials(prove, verify, proofBytes, keyBytes.length, model.encode().length, key);
  }

  int count() {
    return proveNanos.size();
  }

  /** The middle one, or the mean of both middle ones; the list is ascending and not empty. */
  static double median(List<Long> nanos) {
    int half = nanos.size() / 2;
    return nanos.size() % 2 == 1 ? nanos.get(half) : (nanos.get(half - 1) + nanos.get(half)) / 2.0;
  }
}
