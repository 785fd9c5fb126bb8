package dev.vouch.circuits.tree;

import dev.vouch.circuits.quantise.FloatOrder;
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
    FloatOrder order = FloatOrder.FLOAT32;
    long below = -order.infinity() - 1;
    long above = order.infinity() + 1;
    while (above - below > 1) {
      long middle = Math.floorDiv(below + above, 2);
      if (holds.test(order.number(middle))) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return below < -order.infinity() ? Double.NaN : order.number(below);
  }
}
