package dev.vouch.cli.check;

import dev.vouch.circuits.cost.CircuitCost;
import dev.vouch.circuits.cost.CostModel;
import dev.vouch.circuits.report.AccuracyReport;
import dev.vouch.cli.report.ModelFacts;
import dev.vouch.cli.report.Units;
import dev.vouch.verifier.VerifyingKey;
import java.util.OptionalDouble;

/**
 * What a width of activations gives, and what it costs.
 *
 * @param bits width of activations
 * @param relRms as of all outputs together
 * @param maxAbs as of all outputs together
 * @param top1 share of decisions that are the expected ones; empty if no output decides
 * @param saturated values that were cut off
 * @param facts cells and lookups
 * @param proveSeconds median of a few proofs, or estimated
 * @param estimated whether it is an estimate, of one core, because no proof was made
 */
record WidthCost(
    int bits,
    OptionalDouble relRms,
    OptionalDouble maxAbs,
    OptionalDouble top1,
    long saturated,
    ModelFacts facts,
    long proofBytes,
    int keyBytes,
    double proveSeconds,
    boolean estimated) {
  private static final double MICROS_PER_SECOND = 1e6;

  /** What was measured with that width. */
  static WidthCost of(int bits, AccuracyReport report, ProofTrials trials) {
    VerifyingKey key = trials.key();
    boolean estimated = trials.count() == 0;
    return new WidthCost(
        bits,
        report.overall().relRms(),
        report.overall().maxAbs(),
        report.top1(),
        report.saturated(),
        ModelFacts.of(key.circuit()),
        estimated ? key.proofBytes() : trials.proofBytes(),
        trials.keyBytes(),
        estimated
            ? CostModel.COMPILER.prover(CircuitCost.of(key.layout())) / MICROS_PER_SECOND
            : Units.seconds(ProofTrials.median(trials.proveNanos())),
        estimated);
  }
}
