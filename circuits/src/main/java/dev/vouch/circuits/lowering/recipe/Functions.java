package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.integer.CutEnds;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Clamp;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.NestedTables.Table;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.quantise.Scales;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Lowering of functions of one number by tables. */
public final class Functions {
  /** Up to this many cells a table of the narrowest width is taken, and so on. */
  private static final int[] CELLS = {2_000, 10_000};

  /** Bits of the argument of few cells, if activations have as many. */
  private static final int[] ARGUMENT_BITS = {13, 14};

  /**
   * The argument gets more bits while f changes by more than 2^(this − bits of activations), in
   * units of the largest result that was seen, from one step to the next.
   */
  private static final int STEEP_BITS = 7;

  private Functions() {}

  /**
   * f(x), as wide as activations are. The argument is rounded to 13, 14 or 16 bits, but never more
   * than activations have, over twice the range it was seen in, or ±{@code settled} if that is
   * less; to more of them where f is steep, and where all are too few in {@link NestedTables}.
   *
   * @param output value of the graph that the result stands for
   * @param input value of the graph that x stands for
   * @param settled beyond ±settled f changes by less than a rounding step; +∞ if it never settles
   * @param leastBits of the argument, if activations have as many
   */
  public static Wire lower(
      LoweringContext context,
      String output,
      String input,
      Wire x,
      DoubleUnaryOperator f,
      double settled,
      int leastBits) {
    double reach = Math.min(2 * context.magnitude(input).orElse(1), settled);
    int widest = context.scales().bits();
    int bits =
        Math.max(Math.min(leastBits, widest), argumentBits(context, output, input, x, f, reach));
    List<Wire> parts = new ArrayList<>();
    List<Table> tables =
        bits == widest && Scales.fitting(reach, widest - 1) < x.scaleExponent()
            ? nested(context, output, input, f, reach)
            : List.of(new Table(Scales.fitting(reach, bits - 1), f));
    for (Table table : tables) {
      int scale = Math.min(x.scaleExponent(), table.scale());
      Wire argument = context.rescaling().requantise(x, scale, Interval.signed(bits), input);
      boolean last = parts.size() == tables.size() - 1;
      context.rescaling().markCut(argument, last && reach < settled ? CutEnds.BOTH : CutEnds.NONE);
      Interval rows = context.program().tensor(argument.tensor()).range();
      parts.add(lookup(context, output, argument, rows, table.f()));
    }
    long[] ones = new long[parts.size()];
    Arrays.fill(ones, 1);
    return parts.size() == 1 ? parts.get(0) : Addition.ofWires(context, output, parts, ones);
  }

  /** Tables of arguments of all bits, as many as f is steep. */
  private static List<Table> nested(
      LoweringContext context, String output, String input, DoubleUnaryOperator f, double reach) {
    int bits = context.scales().bits();
    double seen = Math.min(reach, context.magnitude(input).orElse(0));
    double allowed = Math.scalb(context.magnitude(output).orElse(1), STEEP_BITS - bits);
    return new NestedTables(seen, bits, allowed).of(f, reach);
  }

  /**
   * f(x), as wide as activations are, of a function that is defined on a part of the numbers only.
   * The argument has a bit more than in {@link #lower}, so that both ends are on the grid and what
   * lies beyond them is seen: there is no witness for an argument whose nearest step is outside.
   *
   * @param output value of the graph that the result stands for
   * @param input value of the graph that x stands for
   * @param domain where f has finite values
   */
  public static Wire within(
      LoweringContext context,
      String output,
      String input,
      Wire x,
      DoubleUnaryOperator f,
      Clamp domain) {
    DoubleUnaryOperator inside =
        value -> f.applyAsDouble(Math.max(domain.lo(), Math.min(domain.hi(), value)));
    double most = Math.max(Math.abs(domain.lo()), Math.abs(domain.hi()));
    double reach = Math.min(2 * context.magnitude(input).orElse(1), most);
    int bits = argumentBits(context, output, input, x, inside, reach);
    int scale = Math.min(x.scaleExponent(), Scales.fitting(reach, bits - 1));
    Wire argument = context.rescaling().requantise(x, scale, Interval.signed(bits + 1), input);
    context.rescaling().markCut(argument, reach < most ? CutEnds.BOTH : CutEnds.NONE);
    Interval range = context.program().tensor(argument.tensor()).range();
    double lo = Math.floor(Math.scalb(domain.lo(), argument.scaleExponent()) + 0.5);
    double hi = Math.floor(Math.scalb(domain.hi(), argument.scaleExponent()) + 0.5);
    if (lo > range.hi() || hi < range.lo()) {
      throw new UnsupportedNodeException("no value of its input lies where it is defined");
    }
    Interval rows = new Interval(range.clamp((long) lo), range.clamp((long) hi));
    return lookup(context, output, argument, rows, inside);
  }

  /**
   * f at every argument of a table with these rows, rounded to the width of activations, and as
   * many more bits as readers need.
   */
  static Wire lookup(
      LoweringContext context, String output, Wire argument, Interval rows, DoubleUnaryOperator f) {
    int more = context.moreBitsOfFactor(output);
    int resultScale = context.narrowScale(output) + more;
    Interval width = Interval.signed(context.scales().bits() + more);
    long[] table = new long[Math.toIntExact(rows.hi() - rows.lo() + 1)];
    CutEnds cut = CutEnds.NONE;
    for (int i = 0; i < table.length; i++) {
      double value =
          f.applyAsDouble(Math.scalb((double) (rows.lo() + i), -argument.scaleExponent()));
      double scaled = Math.scalb(value, resultScale);
      table[i] = width.clamp((long) Math.floor(scaled + 0.5));
      cut = cut.or(new CutEnds(scaled < width.lo() - 1.0, scaled > width.hi() + 1.0));
    }
    int tensor =
        context.program().tabulation(output, argument.tensor(), rows.lo(), table, resultScale);
    return context.rescaling().markCut(new Wire(tensor, argument.view(), resultScale), cut);
  }

  private static int argumentBits(
      LoweringContext context,
      String output,
      String input,
      Wire x,
      DoubleUnaryOperator f,
      double reach) {
    double seen = Math.min(reach, context.magnitude(input).orElse(0));
    int widest = context.scales().bits();
    double allowed =
        Math.scalb(
            context.magnitude(output).orElse(1),
            STEEP_BITS - widest - context.moreBitsOfFactor(output));
    int bits = argumentBits(context, x.view().size());
    while (bits < widest) {
      int scale = Scales.fitting(reach, bits - 1);
      if (scale >= x.scaleExponent() || NestedTables.steepest(f, seen, scale) <= allowed) {
        break;
      }
      bits++;
    }
    return bits;
  }

  /** Bits of the argument of a function that is not steep. */
  public static int argumentBits(LoweringContext context, long cells) {
    int widest = context.scales().bits();
    for (int i = 0; i < CELLS.length; i++) {
      if (cells <= CELLS[i]) {
        return Math.min(ARGUMENT_BITS[i], widest);
      }
    }
    return widest;
  }
}
