package dev.vouch.prover;

import dev.vouch.circuits.program.CutOff;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Values of the inference were cut off, and {@link ProveOptions#strict} allows none. Names inputs
 * and nodes with counts, never values.
 */
public final class SaturatedException extends ProverException {
  private static final long serialVersionUID = 1;

  private static final int MOST_NAMED = 3;

  private final transient List<CutOff> warnings;

  /**
   * A refusal for what was cut off.
   *
   * @param warnings at least one
   */
  public SaturatedException(List<CutOff> warnings) {
    super(Reason.SATURATED, message(warnings), null);
    this.warnings = List.copyOf(warnings);
  }

  private static String message(List<CutOff> warnings) {
    String named =
        warnings.stream()
            .limit(MOST_NAMED)
            .map(warning -> warning.where() + ": " + warning.count() + " of " + warning.size())
            .collect(Collectors.joining(", "));
    int more = warnings.size() - MOST_NAMED;
    return "values are clamped or saturate; " + named + (more > 0 ? ", and " + more + " more" : "");
  }

  /** What was cut off: inputs first, then nodes in the order of the network. */
  public List<CutOff> warnings() {
    return warnings;
  }

  @Override
  public String remedy() {
    return "calibrate on inputs like this";
  }
}
