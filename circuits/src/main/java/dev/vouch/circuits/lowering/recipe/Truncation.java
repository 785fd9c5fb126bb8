package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;

/**
 * Lowering of real numbers to integers, truncated toward zero: of x = X·2^-e
 *
 * <pre>
 * ⌊(X − σ·(2^e − 1)) / 2^e⌋    σ = ⌊X / 2^n⌋, −1 for negative X, else 0
 * </pre>
 */
public final class Truncation {
  /** Finer values than 2^-40 are computed, and so no more exact. */
  private static final int FINEST = 40;

  private Truncation() {}

  /**
   * The integer part of x, exact for what x is on its grid.
   *
   * @param output value of the graph that the result stands for
   */
  public static Wire lower(LoweringContext context, String output, Wire x) {
    int scale = x.scaleExponent();
    if (scale <= 0) {
      return x;
    }
    if (scale > FINEST) {
      return lower(context, output, context.rescaling().narrow(x));
    }
    Interval range = context.program().tensor(x.tensor()).range();
    Wire moved = x;
    if (range.lo() < 0) {
      String labels = Labels.of(x.view().rank());
      Wire integers = new Wire(x.tensor(), x.view(), 0);
      int bits = IntegerQuotient.bits(range.magnitude());
      Wire sign = Floor.quotient(context, output + ".sign", integers, bits);
      moved =
          context
              .einsum(output + ".moved", labels)
              .add(1, Operand.of(x, labels))
              .add(-((1L << scale) - 1), Operand.of(sign, labels))
              .build(scale);
    }
    return Floor.lower(context, output, moved, scale);
  }
}
