package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Rescaling;
import dev.vouch.circuits.lowering.Wire;

/**
 * Lowering of divisions by a power of two, rounded down. The quotient's tensor keeps the scale of
 * x: it holds a step function of x, and not x rounded.
 */
public final class Floor {
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
}
