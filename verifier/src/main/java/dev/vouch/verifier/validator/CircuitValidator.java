package dev.vouch.verifier.validator;

import static dev.vouch.verifier.validator.InvalidCircuitException.require;

import dev.vouch.verifier.circuit.Circuit;

/**
 * Checks every rule that a circuit must obey before anything is computed from it (protocol.md §2,
 * §2.2, §11 rules 1–6 and 30; formats.md §1). Both sides run it. Work and memory are bounded by the
 * circuit's own size: whatever would cost more is counted first and refused. Stateless and
 * thread-safe.
 */
public final class CircuitValidator {
  /** The version of the operators' integer semantics that this build knows. */
  public static final int SEMANTICS_VERSION = 1;

  /** The largest width c. */
  public static final int MAX_WIDTH = 16;

  private CircuitValidator() {}

  /**
   * Checks a circuit.
   *
   * @throws InvalidCircuitException naming the first broken rule
   */
  public static void validate(Circuit circuit) throws InvalidCircuitException {
    require(
        circuit.semanticsVersion() == SEMANTICS_VERSION,
        CircuitRule.SEMANTICS,
        "version %d, known is %d",
        circuit.semanticsVersion(),
        SEMANTICS_VERSION);
    require(circuit.c() >= 0 && circuit.c() <= MAX_WIDTH, CircuitRule.WIDTH, "c = %d", circuit.c());
    SourceRules.check(circuit);
    TermRules.check(circuit);
    AssertionRules.check(circuit);
    PortRules.check(circuit);
    SizeRules.check(circuit);
    RangeProofRule.check(circuit);
    SupportRule.check(circuit);
  }
}
