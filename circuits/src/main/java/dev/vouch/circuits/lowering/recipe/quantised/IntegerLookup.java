package dev.vouch.circuits.lowering.recipe.quantised;

import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.view.View;
import java.util.List;

/** Integers in tables, and as constants. */
public final class IntegerLookup {
  private IntegerLookup() {}

  /**
   * table[x − first], of integers.
   *
   * @param output value of the graph that the result stands for
   */
  public static Wire lower(
      LoweringContext context, String output, Wire x, long first, long... table) {
    int tensor = context.program().tabulation(output, x.tensor(), first, table, 0);
    return new Wire(tensor, x.view(), 0);
  }

  /**
   * A public number without axes that follows from calibration.
   *
   * @param output value of the graph that it stands for
   */
  public static Wire constant(
      LoweringContext context, String output, long value, int scaleExponent) {
    List<Integer> scalar = List.of();
    int tensor = context.program().constant(output, scalar, new long[] {value}, scaleExponent);
    return new Wire(tensor, View.of(scalar), scaleExponent);
  }
}
