package dev.vouch.cli.check;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.cli.console.ProgressBar;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.report.Explanation;
import dev.vouch.prover.OpenedRows;
import dev.vouch.prover.ProvedInference;
import dev.vouch.prover.Prover;
import dev.vouch.prover.ProverException;
import dev.vouch.prover.ProverUnavailableException;
import dev.vouch.prover.UnprovableException;
import dev.vouch.verifier.KeyLimits;
import dev.vouch.verifier.KeyReader;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Proofs that were made and verified, and how long it took.
 *
 * @param proveNanos ascending
 * @param verifyNanos ascending
 * @param proofBytes size of a proof; all proofs of a model have the same
 */
public record ProofTrials(
    List<Long> proveNanos,
    List<Long> verifyNanos,
    int proofBytes,
    int keyBytes,
    int modelBytes,
    VerifyingKey key) {
  public ProofTrials {
    proveNanos = sorted(proveNanos);
    verifyNanos = sorted(verifyNanos);
  }

  /**
   * What is proven.
   *
   * @param count how many proofs are made
   * @param warmUp whether one more before the first is not counted, so that neither side is
   *     measured cold
   * @param threads of the prover
   */
  public record Plan(int count, boolean warmUp, int threads) {}

  private static List<Long> sorted(List<Long> values) {
    List<Long> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return List.copyOf(sorted);
  }

  /**
   * Makes and verifies proofs.
   *
   * @param samples inputs of each proof
   * @throws UnprovableException if a sample cannot be proven
   * @throws VerificationException if a proof is not accepted
   */
  public static ProofTrials run(
      ModelFile model, IntFunction<Map<String, TensorData>> samples, Plan plan, Reporting reporting)
      throws ProverException, ProverUnavailableException, VerificationException {
    byte[] keyBytes = model.key().encode();
    VerifyingKey key = KeyReader.create().within(KeyLimits.OF_THE_FORMAT).readAnyModel(keyBytes);
    List<Long> prove = new ArrayList<>();
    List<Long> verify = new ArrayList<>();
    int proofBytes = 0;
    if (plan.count() > 0) {
      Verifier verifier = Verifier.of(key);
      try (Prover prover = Prover.of(model, plan.threads());
          ProgressBar progress = reporting.progress()) {
        if (plan.warmUp()) {
          trial(prover, verifier, model.program(), samples.apply(0), reporting);
        }
        for (int i = 0; i < plan.count(); i++) {
          progress.show("proving", i, plan.count());
          Map<String, TensorData> sample = samples.apply(i);
          Trial trial = trial(prover, verifier, model.program(), sample, reporting);
          verify.add(trial.verifyNanos());
          prove.add(trial.proveNanos());
          proofBytes = trial.proofBytes();
        }
      }
    }
    return new ProofTrials(prove, verify, proofBytes, keyBytes.length, model.encode().length, key);
  }

  private record Trial(long proveNanos, long verifyNanos, int proofBytes) {}

  /** If it fails, the cells at fault are shown: they are the user's own data. */
  private static Trial trial(
      Prover prover,
      Verifier verifier,
      IntegerProgram program,
      Map<String, TensorData> sample,
      Reporting reporting)
      throws ProverException, VerificationException {
    if (reporting.debug()) {
      Explanation.requireProvable(prover, program, sample, OpenedRows.NONE, reporting::warn);
    }
    try {
      long start = System.nanoTime();
      ProvedInference proved = prover.prove(sample);
      long done = System.nanoTime();
      verifier.verify(proved.proof());
      return new Trial(done - start, System.nanoTime() - done, proved.proof().length);
    } catch (UnprovableException e) {
      e.cells().forEach(cell -> reporting.log(cell.text()));
      throw e;
    } catch (VerificationException e) {
      prover.explain(sample).forEach(cell -> reporting.log(cell.text()));
      throw e;
    }
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
