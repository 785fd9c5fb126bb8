package dev.vouch.cli.check;

import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.option.CompileFlags;
import org.jspecify.annotations.Nullable;

/**
 * How the cases of a suite are checked.
 *
 * @param flags how each is compiled
 * @param gates of the command, instead of predicted bounds; those of a case come first
 * @param proofs how many are made and verified a case
 * @param samples how many are run a case; null: all
 * @param strict whether no value may be cut off
 * @param threads of the prover
 */
record SuiteSettings(
    CompileFlags flags,
    AccuracyGates gates,
    int proofs,
    @Nullable Integer samples,
    boolean strict,
    int threads,
    Reporting reporting) {
  /** These settings with other threads. */
  SuiteSettings withThreads(int count) {
    return new SuiteSettings(flags, gates, proofs, samples, strict, count, reporting);
  }
}
