package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Rescaling;
import dev.vouch.circuits.lowering.Wire;

/** Lowering of divisions by a power of two, rounded down. */
final class Floor {
  private Floor() {}

  /**
   * ⌊integer / 2^bits⌋: the high part of the integers, whose scale is {@code bits} coarser.
   *
   * @param output value of the graph that the result stands for
   */
  static Wire lower(LoweringContext context, String output, Wire x, int bits) {
    if (bits == 0) {
      return x;
    }
    if (bits > Rescaling.MAX_SHIFT) {
      // Rounding down in two steps is rounding down.
      Wire part = lower(context, output, x, Rescaling.MAX_SHIFT);
      return lower(context, output, part, bits - Rescaling.MAX_SHIFT);
    }
    // Rounding half up after moving down by half a step is rounding down.
    Wire moved = Shift.lower(context, output, x, -(1L << (bits - 1)));
    Interval range = context.program().tensor(x.tensor()).range();
    Interval bounds = new Interval(range.lo() >> bits, range.hi() >> bits);
    return context.rescaling().requantise(moved, x.scaleExponent() - bits, bounds, output);
  }

  /**
   * ⌊integer / 2^bits⌋, at the scale of x.
   *
   * @param output value of the graph that the result stands for
   */
  static Wire quotient(LoweringContext context, String output, Wire x, int bits) {
    return lower(context, output, new Wire(x.tensor(), x.view(), x.scaleExponent() + bits), bits);
  }
}
