package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Clamp;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.node.UnsupportedNodeException;
import java.util.List;

/** Lowering of clamps of integers, which are never rounded. */
public final class IntegerClamps {
  private static final double MOST_EXACT = 0x1p53;

  private IntegerClamps() {}

  /**
   * min(hi, max(lo, x)).
   *
   * @param output value of the graph that the result stands for
   */
  public static Wire lower(LoweringContext context, String output, Wire x, Clamp clamp) {
    requireExact(clamp.lo());
    requireExact(clamp.hi());
    double lo = Math.ceil(Math.min(clamp.lo(), clamp.hi()));
    Wire raised = range(context, x).lo() < lo ? raise(context, output, x, (long) lo) : x;
    if (range(context, raised).hi() <= clamp.hi()) {
      return raised;
    }
    Wire negative = Addition.ofWires(context, output, List.of(raised), -1);
    long least = (long) Math.ceil(-clamp.hi());
    return Addition.ofWires(context, output, List.of(raise(context, output, negative, least)), -1);
  }

  /**
   * max(x, lo): a clamp to lo … lo + 2^n − 1, of which nothing reaches the upper end. No x is
   * further than 2^n from lo, so that a table of two high parts is enough.
   */
  private static Wire raise(LoweringContext context, String output, Wire x, long lo) {
    Interval range = range(context, x);
    long reach = Math.max(Math.subtractExact(range.hi(), lo), Math.subtractExact(lo, range.lo()));
    int bits = Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(reach));
    Interval bounds = new Interval(lo, Math.addExact(lo, (1L << bits) - 1));
    return context.rescaling().requantise(x, x.scaleExponent(), bounds, output);
  }

  private static void requireExact(double bound) {
    if (!Double.isInfinite(bound) && Math.abs(bound) > MOST_EXACT) {
      throw new UnsupportedNodeException("bounds beyond ±2^53 are not supported");
    }
  }

  private static Interval range(LoweringContext context, Wire x) {
    return context.program().tensor(x.tensor()).range();
  }
}
