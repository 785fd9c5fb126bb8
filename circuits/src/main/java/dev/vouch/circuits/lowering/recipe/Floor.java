package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.LoweringContext;
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
    // Rounding half up after moving down by half a step is rounding down.
    Wire moved = Shift.lower(context, output, x, -(1L << (bits - 1)));
    Interval range = context.program().tensor(x.tensor()).range();
    Interval bounds = new Interval(range.lo() >> bits, range.hi() >> bits);
    return context.rescaling().requantise(moved, x.scaleExponent() - bits, bounds, output);
  }
}
