package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;

/** Lowering of sums of a value and one integer. */
public final class Shift {
  private Shift() {}

  /**
   * x + integer.
   *
   * @param output value of the graph that the result stands for
   */
  public static Wire lower(LoweringContext context, String output, Wire x, long integer) {
    return Addition.ofConstants(
        context, output, 1, x, Constants.number(output + ".shift", integer, x.scaleExponent()));
  }
}
