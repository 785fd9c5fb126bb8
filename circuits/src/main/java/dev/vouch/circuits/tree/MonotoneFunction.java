package dev.vouch.circuits.tree;

import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;

/**
 * A function of float32 numbers, infinities included, that never falls or never rises, as
 * compositions of correctly rounded sums and products with constants are. NaN may have any result.
 *
 * @param function as the model computes it, with all rounding
 * @param rising whether it never falls
 */
public record MonotoneFunction(DoubleUnaryOperator function, boolean rising) {
  /** The place of infinity among all float32 numbers. */
  private static final int INFINITE = Float.floatToIntBits(Float.POSITIVE_INFINITY);

  /** The number itself. */
  public static final MonotoneFunction IDENTITY = new MonotoneFunction(x -> x, true);

  /** This function of what another one gives. */
  public MonotoneFunction after(MonotoneFunction first) {
    return new MonotoneFunction(
        x -> function.applyAsDouble(first.function.applyAsDouble(x)), rising == first.rising);
  }

  /** The result for a number. */
  double of(double x) {
    return function.applyAsDouble(x);
  }

  /**
   * The greatest number for which a predicate holds that holds for all smaller ones, too; NaN if it
   * holds for none.
   */
  static double greatest(DoublePredicate holds) {
    int below = -INFINITE - 1;
    int above = INFINITE + 1;
    while (above - (long) below > 1) {
      int middle = (int) Math.floorDiv((long) below + above, 2);
      if (holds.test(number(middle))) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return below < -INFINITE ? Double.NaN : number(below);
  }

  /** The number at a place among all float32 numbers. */
  private static double number(int place) {
    float magnitude = Float.intBitsToFloat(Math.abs(place));
    return place < 0 ? -magnitude : magnitude;
  }
}
