package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.integer.CutEnds;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.quantise.Scales;
import java.util.function.DoubleUnaryOperator;

/** Lowering of functions of one number by tables. */
public final class Functions {
  /** Up to this many cells a table of the narrowest width is taken, and so on. */
  private static final int[] CELLS = {2_000, 10_000};

  /** Bits of the argument: part of the integer program, hence of its meaning. */
  private static final int[] ARGUMENT_BITS = {13, 14};

  private static final int WIDEST_ARGUMENT = 16;

  private Functions() {}

  /**
   * f(x), at 16 bits. The argument is rounded to 13, 14 or 16 bits over twice the range it was seen
   * in, or ±{@code settled} if that is less.
   *
   * @param output value of the graph that the result stands for
   * @param input value of the graph that x stands for
   * @param settled beyond ±settled f changes by less than a rounding step; +∞ if it never settles
   * @param leastBits of the argument, at most 16
   */
  public static Wire lower(
      LoweringContext context,
      String output,
      String input,
      Wire x,
      DoubleUnaryOperator f,
      double settled,
      int leastBits) {
    int bits = Math.max(leastBits, argumentBits(x.view().size()));
    double reach = Math.min(2 * context.magnitude(input).orElse(1), settled);
    int scale = Math.min(x.scaleExponent(), Scales.fitting(reach, bits - 1));
    Wire argument = context.rescaling().requantise(x, scale, Interval.signed(bits), input);
    context.rescaling().markCut(argument, reach < settled ? CutEnds.BOTH : CutEnds.NONE);
    int resultScale = Scales.signed(context.magnitude(output).orElse(1));
    Interval width = Interval.signed(Scales.ACTIVATION_BITS);
    Interval range = context.program().tensor(argument.tensor()).range();
    long[] table = new long[Math.toIntExact(range.hi() - range.lo() + 1)];
    CutEnds cut = CutEnds.NONE;
    for (int i = 0; i < table.length; i++) {
      double value =
          f.applyAsDouble(Math.scalb((double) (range.lo() + i), -argument.scaleExponent()));
      double scaled = Math.scalb(value, resultScale);
      table[i] = width.clamp((long) Math.floor(scaled + 0.5));
      cut = cut.or(new CutEnds(scaled < width.lo() - 1.0, scaled > width.hi() + 1.0));
    }
    int tensor =
        context.program().tabulation(output, argument.tensor(), range.lo(), table, resultScale);
    return context.rescaling().markCut(new Wire(tensor, argument.view(), resultScale), cut);
  }

  private static int argumentBits(long cells) {
    for (int i = 0; i < CELLS.length; i++) {
      if (cells <= CELLS[i]) {
        return ARGUMENT_BITS[i];
      }
    }
    return WIDEST_ARGUMENT;
  }
}
