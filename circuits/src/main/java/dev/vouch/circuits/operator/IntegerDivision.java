package dev.vouch.circuits.operator;

import dev.vouch.circuits.node.InvalidNodeException;

/**
 * Division of integers as ONNX defines it.
 *
 * <p>All methods throw {@link InvalidNodeException} if the divisor is zero: a fault of the model.
 */
public final class IntegerDivision {
  private IntegerDivision() {}

  /** Truncated toward zero. */
  public static long quotient(long a, long b) {
    return a / nonZero(b);
  }

  /** The quotient of numbers without sign. */
  public static long unsignedQuotient(long a, long b) {
    return Long.divideUnsigned(a, nonZero(b));
  }

  /** The remainder with the sign of the dividend, as C computes it. */
  public static long remainder(long a, long b) {
    return a % nonZero(b);
  }

  /** The remainder with the sign of the divisor, as Python computes it. */
  public static long modulus(long a, long b) {
    return Math.floorMod(a, nonZero(b));
  }

  /** The remainder of numbers without sign. */
  public static long unsignedRemainder(long a, long b) {
    return Long.remainderUnsigned(a, nonZero(b));
  }

  private static long nonZero(long divisor) {
    if (divisor == 0) {
      throw new InvalidNodeException("division of an integer by zero");
    }
    return divisor;
  }
}
