package dev.vouch.circuits.operator.elementwise;

import dev.vouch.circuits.operator.Magnitudes;
import dev.vouch.circuits.operator.Tolerance;

/**
 * How exactly the operands of a sum have to be known that is much smaller than they are. What they
 * have in common cancels and their errors stay:
 *
 * <pre>
 * y = a − b     |y| ≪ |a|     error allowed of a and b: that of y
 * </pre>
 */
final class Cancellation {
  /** Operands that are larger than the sum by less leave it enough of their digits. */
  private static final double LARGER = 0x1p3;

  /** The part of the largest sum that an operand may be off. */
  private static final double OF_RESULTS = 0x1p-16;

  private Cancellation() {}

  /**
   * Of an operand of a sum.
   *
   * @param operand name
   * @param sum name
   * @param results what is needed of the sum
   */
  static Tolerance of(String operand, String sum, Magnitudes seen, Tolerance results) {
    double most = seen.magnitude(operand).orElse(0);
    double result = seen.magnitude(sum).orElse(0);
    return most > LARGER * result
        ? results.and(Tolerance.absolute(OF_RESULTS * result, most))
        : results;
  }
}
