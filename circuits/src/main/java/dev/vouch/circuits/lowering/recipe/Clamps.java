package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.integer.CutEnds;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Clamp;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.primitive.Errors;
import dev.vouch.circuits.primitive.Requantisation;
import dev.vouch.circuits.quantise.Scales;

/** Lowering of Relu, Clip and other functions that are a clamp between two constants. */
public final class Clamps {
  /** Below this many aligned bits a saturation table would need a row for nearly every quotient. */
  private static final int WANTED_ALIGNMENT = 8;

  /** A bound that is off by more was cut off. */
  private static final double MOST_ROUNDING = 1;

  private Clamps() {}

  /**
   * x clamped: real numbers rescaled to the width of activations, integers as they are.
   *
   * @param output value of the graph that the result stands for
   */
  public static Wire lower(LoweringContext context, String output, Wire x, Clamp clamp) {
    if (context.graph().isInteger(output)) {
      return IntegerClamps.lower(context, output, x, clamp);
    }
    double hi = clamp.hi();
    double lo = Math.min(clamp.lo(), hi);
    double seen = 2 * context.magnitude(output).orElse(1);
    double bottom = Math.max(lo, -Math.max(seen, Math.abs(hi) < seen ? Math.abs(hi) : 0));
    double top = Math.max(lo, Math.min(hi, Math.max(seen, Math.abs(lo) < seen ? Math.abs(lo) : 0)));
    boolean unsigned = lo >= 0;
    int bits = context.scales().bits() + context.moreBits(output) - (unsigned ? 0 : 1);
    double magnitude = Math.max(Math.abs(bottom), Math.abs(top));
    Interval full = unsigned ? Interval.unsigned(bits) : Interval.signed(bits + 1);
    int finest = Scales.fitting(magnitude, bits);
    int scale = Math.min(x.scaleExponent(), justBeyond(hi, finest, full) ? finest - 1 : finest);
    Interval bounds = new Interval(integer(lo, scale, full), integer(hi, scale, full));
    CutEnds cut =
        new CutEnds(
            Math.scalb(lo, scale) < full.lo() - 1.0, Math.scalb(hi, scale) > full.hi() + 1.0);
    if (alignment(bounds) >= WANTED_ALIGNMENT
        || bounds.hi() - bounds.lo() < 1 << WANTED_ALIGNMENT) {
      Wire clamped = context.rescaling().requantise(x, scale, bounds, output);
      context.errors().bounds(clamped.tensor(), rounding(lo, hi, scale, bounds));
      return context.rescaling().markCut(clamped, cut);
    }
    return inTwoSteps(context, output, x, scale, bounds, cut, rounding(lo, hi, scale, bounds));
  }

  /**
   * Whether a bound, a power of two, is the first integer that the width has no room for. A step
   * function of it, such as a cast to integers, would then miss its last value.
   */
  private static boolean justBeyond(double bound, int scale, Interval full) {
    return Math.scalb(bound, scale) == full.hi() + 1.0;
  }

  private static long integer(double bound, int scale, Interval full) {
    return full.clamp((long) Math.floor(Math.scalb(bound, scale) + 0.5));
  }

  /** Of the bounds; where a width has no room for one it is cut off, and not rounded. */
  private static double rounding(double lo, double hi, int scale, Interval bounds) {
    double below = Math.abs(Math.scalb(lo, scale) - bounds.lo());
    double above = Math.abs(Math.scalb(hi, scale) - bounds.hi());
    return Math.max(below <= MOST_ROUNDING ? below : 0, above <= MOST_ROUNDING ? above : 0);
  }

  private static int alignment(Interval bounds) {
    return new Requantisation(0, 0, 0, bounds).maxLowBits();
  }

  /** u = max(x, lo), then hi − max(hi − u, 0): both have aligned bounds. */
  private static Wire inTwoSteps(
      LoweringContext context,
      String output,
      Wire x,
      int scale,
      Interval bounds,
      CutEnds cut,
      double rounding) {
    Interval width = Interval.unsigned(context.scales().bits() + context.moreBits(output));
    Interval raised = new Interval(bounds.lo(), bounds.lo() + width.hi());
    Wire low = context.rescaling().requantise(x, scale, raised, output);
    context.errors().bounds(low.tensor(), rounding);
    Wire mirrored = mirror(context, output, low, bounds.hi());
    Wire excess = context.rescaling().requantise(mirrored, scale, width, output);
    context.rescaling().markCut(low, new CutEnds(cut.below(), false));
    context.rescaling().markCut(excess, new CutEnds(cut.above(), false));
    Wire clamped = mirror(context, output, excess, bounds.hi());
    context.errors().rule(clamped.tensor(), known -> errors(excess, rounding, known));
    return clamped;
  }

  /** Where the upper bound is reached it was rounded; elsewhere it is taken off twice. */
  private static double[] errors(Wire excess, double rounding, Errors errors) {
    long[] left = errors.valuesOf(excess.tensor());
    double[] carried = errors.of(excess.tensor()).clone();
    for (int i = 0; i < carried.length; i++) {
      carried[i] += left[i] <= carried[i] ? rounding : 0;
    }
    return carried;
  }

  /** integer − x. */
  private static Wire mirror(LoweringContext context, String output, Wire x, long integer) {
    return Addition.ofConstants(
        context, output, -1, x, Constants.number(output + ".bound", integer, x.scaleExponent()));
  }
}
