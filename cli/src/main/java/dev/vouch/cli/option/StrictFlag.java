package dev.vouch.cli.option;

import dev.vouch.circuits.program.CutOff;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.cli.failure.Failure;
import dev.vouch.prover.SaturatedException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a command makes of values that were cut off, and of outputs that are coarse. */
public final class StrictFlag {
  private static final int MOST_LINES = 5;

  @Option(
      names = "--strict",
      description =
          "Fail with code 6, and make nothing, if inputs are clamped, values saturate, or outputs"
              + " are coarse.")
  private boolean strict;

  public boolean strict() {
    return strict;
  }

  /** Warns of what was cut off or is coarse, in a few lines. */
  public static void warn(List<? extends CutOff> warnings, Reporting reporting) {
    warnings.stream().limit(MOST_LINES).forEach(warning -> reporting.warn(warning.text()));
    if (warnings.size() > MOST_LINES) {
      reporting.warn(
          (warnings.size() - MOST_LINES)
              + " more warnings of inputs, nodes and outputs; --json lists all");
    }
  }

  /**
   * Warns of what was cut off or is coarse.
   *
   * @param model named in the failure
   * @return why the command fails; null if there is nothing to warn of, or that is allowed
   */
  public @Nullable Failure judge(List<CutOff> warnings, String model, Reporting reporting) {
    warn(warnings, reporting);
    if (!strict || warnings.isEmpty()) {
      return null;
    }
    SaturatedException failure = new SaturatedException(warnings);
    return new Failure(
        ExitCode.GATE_MISSED,
        failure.reason().name(),
        failure.getMessage() + "; " + model + "; " + failure.remedy() + ", or leave --strict away");
  }
}
