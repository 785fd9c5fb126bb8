package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;

/** Lowering of sums of a value and one integer. */
final class Shift {
  private Shift() {}

  /**
   * x + integer.
   *
   * @param output value of the graph that the result stands for
   */
  static Wire lower(LoweringContext context, String output, Wire x, long integer) {
    return Addition.ofConstants(
        context, output, 1, x, Constants.number(output + ".shift", integer, x.scaleExponent()));
  }
}
