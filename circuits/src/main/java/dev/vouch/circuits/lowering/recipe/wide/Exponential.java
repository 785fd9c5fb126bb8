package dev.vouch.circuits.lowering.recipe.wide;

import dev.vouch.circuits.integer.CutEnds;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Addition;
import dev.vouch.circuits.lowering.recipe.Functions;
import dev.vouch.circuits.quantise.Scales;
import java.util.Arrays;

/**
 * Lowering of exp x. A table on x has steps of twice the range it was seen in, which is too coarse
 * where that is long. Then the table is one on the distance from where the result is cut off:
 *
 * <pre>
 * exp x = T[z]     z = ln(2·most) − x, clamped to [0, 16) or [0, 32)
 * </pre>
 *
 * whose steps of 2^-12 to 2^-10 are relative errors, and whose end is at most 2^-23 of the
 * beginning.
 */
public final class Exponential {
  /** Steps of a table on x, as parts of the result, that are fine enough. */
  private static final double FINE = 0x1p-10;

  private static final int REACH_BITS = 4;
  private static final int WIDE_REACH_BITS = 5;

  /** Bits of the argument of the table, for few cells and for many. */
  private static final int FEW_CELLS_BITS = 15;

  private static final int MOST_BITS = 16;
  private static final int FEW_CELLS = 2_000;

  /** Magnitude bits of a result that is read as it is, and of one that sums may be made of. */
  private static final int NARROW_BITS = 19;

  private static final int WIDE_BITS = 36;

  /** Over such arguments results differ by so much that small ones may count by themselves. */
  private static final double LONG_REACH = 5;

  private Exponential() {}

  /**
   * exp x.
   *
   * @param output value of the graph that the result stands for
   * @param input value of the graph that x stands for
   */
  public static Wire lower(LoweringContext context, String output, String input, Wire x) {
    double reach = context.magnitude(input).orElse(1);
    double finest = Math.scalb(4 * reach, -Functions.argumentBits(context, x.view().size()));
    if (finest <= FINE) {
      return Functions.lower(
          context, output, input, x, StrictMath::exp, Double.POSITIVE_INFINITY, 0);
    }
    double most = 2 * context.magnitude(output).orElse(1);
    boolean wide = reach > LONG_REACH && !context.graph().isOutput(output);
    int reachBits = wide ? WIDE_REACH_BITS : REACH_BITS;
    int bits = x.view().size() <= FEW_CELLS ? FEW_CELLS_BITS : MOST_BITS;
    int scale = Math.min(x.scaleExponent(), bits - reachBits);
    double top = Math.scalb(Math.ceil(Math.scalb(StrictMath.log(most), scale)), -scale);
    Wire distance =
        Addition.ofConstants(
            context,
            output + ".distance",
            -1,
            x,
            Constants.number(
                output + ".top", (long) Math.scalb(top, x.scaleExponent()), x.scaleExponent()));
    Interval bounds = Interval.unsigned(Math.max(1, scale + reachBits));
    Wire argument = context.rescaling().requantise(distance, scale, bounds, output + ".distance");
    context.rescaling().markCut(argument, new CutEnds(true, false));

    int resultBits = wide ? WIDE_BITS : NARROW_BITS + context.moreBitsOfFactor(output);
    int resultScale = Scales.fitting(2 * most, resultBits);
    Interval range = context.program().tensor(argument.tensor()).range();
    double[] values = new double[Math.toIntExact(range.hi() - range.lo() + 1)];
    Arrays.setAll(
        values,
        i -> {
          double z = Math.scalb((double) (range.lo() + i), -argument.scaleExponent());
          return Math.scalb(StrictMath.exp(top - z), resultScale);
        });
    return Powers.table(
        context, output, argument, range.lo(), values, Interval.unsigned(WIDE_BITS), resultScale);
  }
}
