package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Rescaling;
import dev.vouch.circuits.lowering.Wire;

/**
 * Lowering of divisions by a power of two, rounded down or toward zero. The quotient's tensor keeps
 * the scale of x: it holds a step function of x, and not x rounded.
 */
public final class Floor {
  /** Finer values than 2^-40 are computed, and so no more exact. */
  private static final int FINEST = 40;

  private Floor() {}

  /**
   * ⌊integer / 2^bits⌋: the high part of the integers, whose scale is {@code bits} coarser.
   *
   * @param output value of the graph that the result stands for
   */
  public static Wire lower(LoweringContext context, String output, Wire x, int bits) {
    Wire quotient = quotient(context, output + ".quotient", x, bits);
    return new Wire(quotient.tensor(), quotient.view(), x.scaleExponent() - bits);
  }

  /**
   * ⌊integer / 2^bits⌋, at the scale of x.
   *
   * @param output value of the graph that the result stands for
   */
  public static Wire quotient(LoweringContext context, String output, Wire x, int bits) {
    if (bits == 0) {
      return x;
    }
    if (bits > Rescaling.MAX_SHIFT) {
      // Rounding down in two steps is rounding down.
      Wire part = quotient(context, output, x, Rescaling.MAX_SHIFT);
      return quotient(context, output, part, bits - Rescaling.MAX_SHIFT);
    }
    // Rounding half up after moving down by half a step is rounding down.
    Wire moved = Shift.lower(context, output, x, -(1L << (bits - 1)));
    Interval range = context.program().tensor(x.tensor()).range();
    Interval bounds = new Interval(range.lo() >> bits, range.hi() >> bits);
    int tensor = context.program().floor(output, moved.tensor(), bits, bounds);
    return new Wire(tensor, moved.view(), x.scaleExponent());
  }

  /**
   * The integer part of a real number x = X·2^-e, exact for what x is on its grid:
   *
   * <pre>
   * ⌊(X − σ·(2^e − 1)) / 2^e⌋    σ = ⌊X / 2^n⌋, −1 for negative X, else 0
   * </pre>
   *
   * @param output value of the graph that the result stands for
   */
  public static Wire towardZero(LoweringContext context, String output, Wire x) {
    int scale = x.scaleExponent();
    if (scale <= 0) {
      return x;
    }
    if (scale > FINEST) {
      return towardZero(context, output, context.rescaling().narrow(x));
    }
    Interval range = context.program().tensor(x.tensor()).range();
    Wire moved = x;
    if (range.lo() < 0) {
      String labels = Labels.of(x.view().rank());
      Wire integers = new Wire(x.tensor(), x.view(), 0);
      int bits = IntegerQuotient.bits(range.magnitude());
      Wire sign = quotient(context, output + ".sign", integers, bits);
      moved =
          context
              .einsum(output + ".moved", labels)
              .add(1, Operand.of(x, labels))
              .add(-((1L << scale) - 1), Operand.of(sign, labels))
              .build(scale);
    }
    return lower(context, output, moved, scale);
  }
}
