package dev.vouch.circuits.tree;

import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;

/**
 * A function of floating-point numbers, infinities included, that never falls or never rises, as
 * compositions of correctly rounded sums and products with constants are. NaN may have any result.
 *
 * @param function as the model computes it, with all rounding
 * @param rising whether it never falls
 */
public record MonotoneFunction(DoubleUnaryOperator function, boolean rising) {
  /** The number itself. */
  public static final MonotoneFunction IDENTITY = new MonotoneFunction(x -> x, true);

  /** This function of what another one gives. */
  public MonotoneFunction after(MonotoneFunction first) {
    return new MonotoneFunction(
        x -> function.applyAsDouble(first.function.applyAsDouble(x)), rising == first.rising);
  }

  /** The result for a number. */
  public double of(double x) {
    return function.applyAsDouble(x);
  }

  /**
   * The greatest number for which a predicate holds that holds for all smaller ones, too; NaN if it
   * holds for none.
   *
   * @param wide whether float64 numbers count, or float32 numbers alone
   */
  public static double greatest(DoublePredicate holds, boolean wide) {
    long infinite =
        wide
            ? Double.doubleToLongBits(Double.POSITIVE_INFINITY)
            : Float.floatToIntBits(Float.POSITIVE_INFINITY);
    long below = -infinite - 1;
    long above = infinite + 1;
    while (below + 1 < above) {
      long middle = (below & above) + ((below ^ above) >> 1); // their mean, without overflow
      if (holds.test(number(middle, wide))) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return below < -infinite ? Double.NaN : number(below, wide);
  }

  /** The number at a place among all of its type. */
  private static double number(long place, boolean wide) {
    long bits = Math.abs(place);
    double magnitude = wide ? Double.longBitsToDouble(bits) : Float.intBitsToFloat((int) bits);
    return place < 0 ? -magnitude : magnitude;
  }
}
