package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.quantise.Scales;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A function that is steep near 0 and goes on changing far from it, as the arc tangent of large
 * arguments: no table of even steps has both. It is a sum of tables, each of which reaches further
 * in coarser steps and adds what the one before leaves out:
 *
 * <pre>
 * f(x) = f(c(x)) + (f(x) − f(c(x)))     c(x) = x, cut off where the first table ends
 * </pre>
 */
final class NestedTables {
  /** More tables are not worth what they cost. */
  private static final int MOST_TABLES = 4;

  /** A table reaches at least this part as far as all of them. */
  private static final double LEAST_REACH = 0x1p-24;

  private final double seen;
  private final int bits;
  private final double allowed;

  /**
   * One of the tables.
   *
   * @param scale of its argument, which has the bits of activations
   * @param f what it holds
   */
  record Table(int scale, DoubleUnaryOperator f) {}

  /**
   * How the tables have to be.
   *
   * @param seen largest |x| that was seen
   * @param bits of an argument
   * @param allowed change of f from one step to the next
   */
  NestedTables(double seen, int bits, double allowed) {
    this.seen = seen;
    this.bits = bits;
    this.allowed = allowed;
  }

  /**
   * The tables of f, from the one with the finest steps on. One only where it is fine enough, and
   * where more would be no finer, for f jumps.
   *
   * @param reach of the last
   */
  List<Table> of(DoubleUnaryOperator f, double reach) {
    List<Table> tables = new ArrayList<>();
    DoubleUnaryOperator rest = f;
    double from = LEAST_REACH * reach;
    while (!isFine(rest, reach) && tables.size() < MOST_TABLES - 1) {
      double end = reach / 2;
      while (end > from && !isFine(rest, end)) {
        end /= 2;
      }
      if (end <= from) {
        return List.of(new Table(scale(reach), f));
      }
      tables.add(new Table(scale(end), rest));
      rest = beyond(f, scale(end));
      from = end;
    }
    tables.add(new Table(scale(reach), rest));
    return tables;
  }

  private int scale(double reach) {
    return Scales.fitting(reach, bits - 1);
  }

  private boolean isFine(DoubleUnaryOperator f, double reach) {
    return steepest(f, Math.min(seen, reach), scale(reach)) <= allowed;
  }

  /** What f is more than at the end of a table of that scale, beyond it; 0 within. */
  private DoubleUnaryOperator beyond(DoubleUnaryOperator f, int scale) {
    Interval within = Interval.signed(bits);
    double lo = Math.scalb((double) within.lo(), -scale);
    double hi = Math.scalb((double) within.hi(), -scale);
    return x -> f.applyAsDouble(x) - f.applyAsDouble(Math.max(lo, Math.min(hi, x)));
  }

  /** How much f changes at most from one step of 2^-scale to the next, within ±{@code seen}. */
  static double steepest(DoubleUnaryOperator f, double seen, int scale) {
    long steps = (long) Math.floor(Math.scalb(seen, scale));
    double most = 0;
    double before = f.applyAsDouble(Math.scalb((double) -steps, -scale));
    for (long step = -steps + 1; step <= steps; step++) {
      double next = f.applyAsDouble(Math.scalb((double) step, -scale));
      most = Math.max(most, Math.abs(next - before));
      before = next;
    }
    return most;
  }
}
