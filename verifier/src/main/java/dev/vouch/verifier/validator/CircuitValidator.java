package dev.vouch.verifier.validator;

import static dev.vouch.verifier.validator.InvalidCircuitException.require;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Limits;

/**
 * Checks every rule that a circuit must obey before anything is computed from it (protocol.md §2,
 * §2.2, §11 rules 1–6 and 30; formats.md §1). Both sides run it. Work and memory are bounded by the
 * circuit's own size: whatever would cost more is counted first and refused. Stateless and
 * thread-safe.
 */
public final class CircuitValidator {
  private CircuitValidator() {}

  /**
   * Checks a circuit.
   *
   * @throws InvalidCircuitException naming a broken rule (rule 31: of several, any may be named)
   */
  public static void validate(Circuit circuit) throws InvalidCircuitException {
    validateForm(circuit);
    validateAssertions(circuit);
  }

  /**
   * The rules of form and size: what is cheap. A circuit that passes them can be counted and laid
   * out.
   *
   * @throws InvalidCircuitException as {@link #validate}
   */
  public static void validateForm(Circuit circuit) throws InvalidCircuitException {
    require(
        circuit.semanticsVersion() == Limits.SEMANTICS_VERSION,
        CircuitRule.SEMANTICS,
        "version %d, known is %d",
        circuit.semanticsVersion(),
        Limits.SEMANTICS_VERSION);
    require(
        circuit.c() >= 0 && circuit.c() <= Limits.MAX_WIDTH_BITS,
        CircuitRule.WIDTH,
        "c = %d",
        circuit.c());
    SourceRules.check(circuit);
    TermRules.check(circuit);
    AssertionRules.check(circuit);
    PortRules.check(circuit);
    SizeRules.check(circuit);
  }

  /**
   * The rules about what the assertions reach, of a circuit that has passed {@link #validateForm}:
   * INPUT_RANGE and SUPPORT.
   *
   * @throws InvalidCircuitException as {@link #validate}
   */
  public static void validateAssertions(Circuit circuit) throws InvalidCircuitException {
    RangeProofRule.check(circuit);
    SupportRule.check(circuit);
  }
}
