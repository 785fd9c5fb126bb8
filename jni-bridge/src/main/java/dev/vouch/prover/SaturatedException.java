package dev.vouch.prover;

import dev.vouch.circuits.program.CoarseOutput;
import dev.vouch.circuits.program.CutOff;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Values of the inference were cut off, or outputs are coarse, and {@link ProveOptions#strict}
 * allows neither. Names inputs, nodes and outputs with counts, never values of the inference.
 */
public final class SaturatedException extends ProverException {
  private static final long serialVersionUID = 1;

  private static final int MOST_NAMED = 3;

  private final transient List<CutOff> warnings;

  /**
   * A refusal for what was cut off or is coarse; the reason is {@link Reason#SATURATED} if anything
   * was cut off, else {@link Reason#COARSE}.
   *
   * @param warnings at least one
   */
  public SaturatedException(List<CutOff> warnings) {
    super(onlyCoarse(warnings) ? Reason.COARSE : Reason.SATURATED, message(warnings), null);
    this.warnings = List.copyOf(warnings);
  }

  private static boolean onlyCoarse(List<CutOff> warnings) {
    return warnings.stream().allMatch(CoarseOutput.class::isInstance);
  }

  private static String message(List<CutOff> warnings) {
    String named =
        warnings.stream()
            .limit(MOST_NAMED)
            .map(warning -> warning.where() + ": " + warning.count() + " of " + warning.size())
            .collect(Collectors.joining(", "));
    int more = warnings.size() - MOST_NAMED;
    return (onlyCoarse(warnings) ? "outputs are coarse; " : "values are clamped or saturate; ")
        + named
        + (more > 0 ? ", and " + more + " more" : "");
  }

  /** Inputs that were cut off, then nodes in the order of the network, then coarse outputs. */
  public List<CutOff> warnings() {
    return warnings;
  }

  @Override
  public String remedy() {
    return reason() == Reason.COARSE
        ? "compute what is small apart from what is so much larger"
        : "calibrate on inputs like this";
  }
}
