package dev.vouch.cli.option;

import dev.vouch.circuits.program.CutOff;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.cli.failure.Failure;
import dev.vouch.prover.ProverException;
import dev.vouch.prover.SaturatedException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a command makes of values that were cut off because integers have a width. */
public final class StrictFlag {
  private static final int MOST_LINES = 5;

  @Option(
      names = "--strict",
      description =
          "Fail with code 6, and prove nothing, if inputs are clamped or values saturate.")
  private boolean strict;

  public boolean strict() {
    return strict;
  }

  /** Warns of what was cut off, in a few lines. */
  public static void warn(List<? extends CutOff> warnings, Reporting reporting) {
    warnings.stream().limit(MOST_LINES).forEach(warning -> reporting.warn(warning.text()));
    if (warnings.size() > MOST_LINES) {
      reporting.warn(
          (warnings.size() - MOST_LINES) + " more inputs or nodes are cut off; --json lists all");
    }
  }

  /**
   * Warns of what was cut off.
   *
   * @param model named in the failure
   * @return why the command fails; null if nothing was cut off, or that is allowed
   */
  public @Nullable Failure judge(List<CutOff> warnings, String model, Reporting reporting) {
    warn(warnings, reporting);
    return strict && !warnings.isEmpty()
        ? new Failure(
            ExitCode.GATE_MISSED,
            ProverException.Reason.SATURATED.name(),
            new SaturatedException(warnings).getMessage()
                + "; "
                + model
                + "; calibrate on inputs like this, or leave --strict away")
        : null;
  }
}
