package dev.vouch.circuits.measure;

import java.util.function.DoubleUnaryOperator;

/**
 * A real number that compiling measures. Published ones are rounded first to what the circuit needs
 * of them, so that they say no more: most to a power of two, those that lookup tables take their
 * ends from to five significant bits.
 */
public enum Quantity {
  /** Largest |x| of a value, where tables end. */
  MAGNITUDE("magnitude", Quantity::awayFromZero),
  /** Largest |x| of a value, of which a scale follows. */
  BOUND("bound", Quantity::powerAbove),
  /** Largest |x| of integers, of which a number of bits follows. */
  INTEGERS("integers", Quantity::allBits),
  /** Least |x| other than 0 of a value. */
  LEAST("least", Quantity::powerBelow),
  /** Largest |x| of the least slice along an axis. */
  LEAST_SLICE("leastSlice", Quantity::powerAbove),
  /** Least number of a value. */
  LOWEST("lowest", Quantity::awayFromZero),
  /** Greatest number of a value. */
  HIGHEST("highest", Quantity::awayFromZero),
  /** Largest |w| of weights. */
  WEIGHTS("weights", Quantity::powerAbove),
  /** Least |w| of weights. */
  LEAST_WEIGHT("leastWeight", Quantity::powerBelow);

  /** Bits of a number that is not a power of two, beside the first. */
  private static final int MORE_BITS = 4;

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // methods of this class, which hold nothing
  private final DoubleUnaryOperator rounding;

  Quantity(String label, DoubleUnaryOperator rounding) {
    this.label = label;
    this.rounding = rounding;
  }

  /** Its name in parameter files. */
  public String label() {
    return label;
  }

  /** What is published of a number; itself where it is canonical already. */
  double canonical(double exact) {
    return rounding.applyAsDouble(exact);
  }

  /** Up to 2^k − 1. */
  private static double allBits(double exact) {
    double above = Math.scalb(1.0, Math.getExponent(Math.max(exact, 1)) + 1);
    return exact < 1 ? 0 : Math.min(above - 1, Math.nextDown(above));
  }

  private static double powerAbove(double exact) {
    double below = powerBelow(exact);
    return below == exact ? exact : 2 * below;
  }

  private static double powerBelow(double exact) {
    return exact == 0 || !Double.isFinite(exact) ? exact : Math.scalb(1.0, exponent(exact));
  }

  private static double awayFromZero(double exact) {
    if (exact == 0 || !Double.isFinite(exact)) {
      return exact;
    }
    int step = exponent(exact) - MORE_BITS;
    double steps = Math.ceil(Math.scalb(Math.abs(exact), -step));
    return Math.copySign(Math.scalb(steps, step), exact);
  }

  private static int exponent(double exact) {
    return Math.max(Double.MIN_EXPONENT, Math.getExponent(exact));
  }
}
