package dev.vouch.circuits.lowering.recipe.wide;

import dev.vouch.circuits.integer.CutEnds;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Extrema;
import dev.vouch.circuits.lowering.recipe.Floor;
import dev.vouch.circuits.lowering.recipe.Selection;
import dev.vouch.circuits.primitive.Errors.Shares;
import java.util.List;
import java.util.Optional;

/**
 * Lowering of softmax over the last axes of a value:
 *
 * <pre>
 * z = max − x
 * E = round(exp(−z)·2^20)
 * S = Σ E,   R = ⌊2^47 / S⌋,   y = round(E·R / 2^32) at 2^-15, or fewer bits of activations
 * </pre>
 *
 * Where there are enough cells to pay for it, x has so few bits that z is as wide as activations,
 * and E is one table of z. Else z is clamped where exp(−z) is below 2^-23, and E is made of two
 * small tables:
 *
 * <pre>
 * E = round(H[z div 256] · L[z mod 256] / 2^20)
 * </pre>
 *
 * Scores all of whose digits count, as those of trees, have finer steps, and neither they nor their
 * shares are ever cut off: rows unlike those of calibration are right as well. Of a score that is
 * 2^4 or more below the greatest the share is below 2^-23.
 *
 * <p>The error is below one step of 2^-15 for rows of up to some thousand cells. Where the greatest
 * y that was seen is so small that this would be felt, steps are finer.
 *
 * <p>Of more than 2^13 cells S is too large for an exact R: there 1/S is taken as a power of a wide
 * number, with a relative error of 2^-14, in steps of which a row of equal cells has 2^13 or more.
 */
public final class SoftmaxRecipe {
  private static final int ONE = 20;
  private static final int NUMERATOR = 47;

  /** Up to so many cells, S and R together have the bits of an exact quotient. */
  private static final int EXACT_LENGTH_BITS = 13;

  private static final int LEAST_INVERSE_BITS = 13;

  /** Bits of long rows' results beyond those of activations: so many roundings add up. */
  private static final int LONG_ROW_BITS = 3;

  private static final int LONG_ROW_SMALL_BITS = 13;

  /** Results up to 2^(this − bits of activations) have steps finer than a result of 1 needs. */
  private static final int SMALL_BITS = 12;

  private static final int LOW_BITS = 8;
  private static final int REACH_BITS = 4;
  private static final int FINEST_SCALE = 12;

  /** Two scores that are off by half a step of this move a share by 2^-16 at most. */
  private static final int EXACT_SCALE = 14;

  /** Steps above 2^-9 are felt: exp of a value that is off by h is off by the factor e^h. */
  private static final int COARSEST_SCALE = 9;

  /** From one cell to so many rows on, one table is cheaper than ten more lookups a cell. */
  private static final int ROWS_PER_CELL = 8;

  private SoftmaxRecipe() {}

  /**
   * What {@link #lower} takes the softmax of: the value with steps fine enough. Cells where a mask
   * is 0 get the least x less 2^4, where E is 0 beside any cell that is kept; in a row without such
   * a cell all are equal.
   *
   * @param output value of the graph that the softmax stands for
   * @param masks values of the graph that are 0 or 1 and broadcast to x's shape
   */
  public static Wire scores(
      LoweringContext context, String output, Wire value, List<String> masks) {
    Wire x =
        context
            .rescaling()
            .uncut(value, EXACT_SCALE)
            .or(() -> flatScores(context, value, masks.isEmpty() ? 0 : 1))
            .orElseGet(() -> context.rescaling().fine(value, COARSEST_SCALE, FINEST_SCALE));
    if (masks.isEmpty()) {
      return x;
    }
    long reach = 1L << Math.max(0, REACH_BITS + x.scaleExponent());
    long low = context.program().tensor(x.tensor()).range().lo() - reach;
    return Selection.lower(context, output + ".masked", masks, x, low);
  }

  /**
   * x in so few bits that one table takes z, where that is fine enough.
   *
   * @param room bits that a mask takes: it needs as much room below x again
   */
  private static Optional<Wire> flatScores(LoweringContext context, Wire value, int room) {
    if (!paysForTable(context, value)) {
      return Optional.empty();
    }
    int bits = context.scales().bits() - room;
    return context.rescaling().within(value, bits, COARSEST_SCALE, FINEST_SCALE - room);
  }

  private static boolean paysForTable(LoweringContext context, Wire x) {
    long rows = 1L << context.scales().bits();
    return context.program().tensor(x.tensor()).size() >= rows / ROWS_PER_CELL;
  }

  /**
   * Softmax over the last {@code axes} axes.
   *
   * @param output value of the graph that the result stands for
   * @param value what the softmax is taken of
   * @param scores as {@link #scores} gives them
   */
  public static Wire lower(
      LoweringContext context, String output, Wire value, Wire scores, int axes) {
    boolean uncut = context.errors().isKeptWide(value.tensor());
    int finest = uncut ? EXACT_SCALE : FINEST_SCALE;
    Wire x = scores.view().isPlain() ? scores : context.rearranging().copy(scores);
    int rank = x.view().rank();
    String labels = Labels.of(rank);
    String rows = labels.substring(0, rank - axes);
    Wire exponential = exponential(context, output, x, axes, finest);
    Wire sum =
        context.einsum(output + ".sum", rows).add(1, Operand.of(exponential, labels)).build(ONE);
    Wire inverse = inverse(context, output, sum, length(x, axes));
    Wire ratio =
        context
            .einsum(output + ".ratio", labels)
            .add(1, Operand.of(exponential, labels), Operand.of(inverse, rows))
            .build(ONE + inverse.scaleExponent());
    SoftmaxErrors errors =
        new SoftmaxErrors(
            x.tensor(),
            ratio.tensor(),
            length(x, axes),
            x.scaleExponent(),
            Math.min(x.scaleExponent(), finest),
            ratio.scaleExponent(),
            isExact(length(x, axes)) ? 0 : Powers.RELATIVE_ERROR);
    context.errors().rule(ratio.tensor(), errors);
    Wire shares = rounded(context, output, ratio, length(x, axes), uncut);
    context
        .errors()
        .shares(
            shares.tensor(), new Shares(length(x, axes), Math.scalb(1.0, shares.scaleExponent())));
    return shares;
  }

  private static boolean isExact(int length) {
    return length <= 1 << EXACT_LENGTH_BITS;
  }

  /** 1/S. */
  private static Wire inverse(LoweringContext context, String output, Wire sum, int length) {
    String name = output + ".reciprocal";
    if (isExact(length)) {
      int scale = NUMERATOR - ONE;
      int reciprocal =
          context.program().quotient(name, sum.tensor(), 1L << NUMERATOR, 1L << ONE, scale);
      return new Wire(reciprocal, sum.view(), scale);
    }
    int lengthBits = Integer.SIZE - Integer.numberOfLeadingZeros(length - 1);
    int scale = LEAST_INVERSE_BITS + lengthBits;
    Wire power = Powers.lower(context, name, sum, -1, new Powers.Room(scale, scale + 1));
    return context.rescaling().affine(power, scale, scale + 1);
  }

  /**
   * y, of long rows with as many bits as operands of products may have.
   *
   * @param uncut whether any y from 0 to 1 has to fit, whatever was seen
   */
  private static Wire rounded(
      LoweringContext context, String output, Wire ratio, int length, boolean uncut) {
    double most = context.bound(output).orElse(1);
    boolean exact = isExact(length);
    int bits = context.scales().bits();
    if (uncut || most > Math.scalb(1.0, (exact ? SMALL_BITS : LONG_ROW_SMALL_BITS) - bits)) {
      int scale = exact ? bits - 1 : bits + LONG_ROW_BITS;
      return context.rescaling().requantise(ratio, scale, new Interval(0, 1L << scale), output);
    }
    // Of many cells none is near 1: what activations hold is twice the greatest that was seen.
    int more = exact ? 0 : LONG_ROW_BITS;
    Wire fine =
        context
            .rescaling()
            .requantise(
                ratio,
                context.scales().unsigned(most) + more,
                Interval.unsigned(bits + more),
                output);
    return context.rescaling().markCut(fine, new CutEnds(false, true));
  }

  private static Wire exponential(
      LoweringContext context, String output, Wire x, int axes, int finest) {
    Interval range = context.program().tensor(x.tensor()).range();
    Wire distance = distance(context, output, x, axes);
    Interval flat = Interval.unsigned(context.scales().bits());
    if (paysForTable(context, x) && flat.contains(range.hi() - range.lo())) {
      return table(context, output + ".exponential", distance, flat);
    }
    return ofParts(
        context, output, clamped(context, output, distance, finest), Labels.of(x.view().rank()));
  }

  private static int length(Wire x, int axes) {
    List<Integer> shape = x.view().shape();
    return shape.subList(shape.size() - axes, shape.size()).stream().reduce(1, (a, b) -> a * b);
  }

  /** z ≥ 0. */
  private static Wire distance(LoweringContext context, String output, Wire x, int axes) {
    String labels = Labels.of(x.view().rank());
    String rows = labels.substring(0, labels.length() - axes);
    Wire most = Extrema.maximum(context, output + ".max", x, axes);
    return context
        .einsum(output + ".distance", labels)
        .add(1, Operand.of(most, rows))
        .add(-1, Operand.of(x, labels))
        .build(x.scaleExponent());
  }

  private static Wire clamped(LoweringContext context, String output, Wire distance, int finest) {
    int scale = Math.min(distance.scaleExponent(), finest);
    int bits = Math.max(scale + REACH_BITS, LOW_BITS + 1);
    return context
        .rescaling()
        .requantise(distance, scale, Interval.unsigned(bits), output + ".clamped");
  }

  /** E from z, by high and low part. */
  private static Wire ofParts(LoweringContext context, String output, Wire z, String labels) {
    Wire high = Floor.lower(context, output + ".high", z, LOW_BITS);
    Wire low =
        context
            .einsum(output + ".low", labels)
            .add(1, Operand.of(z, labels))
            .add(-(1L << LOW_BITS), Operand.of(high, labels))
            .build(z.scaleExponent());
    Interval highRange = context.program().tensor(high.tensor()).range();
    Interval lowRange = Interval.unsigned(LOW_BITS);
    Wire upper = table(context, output + ".high", high, highRange);
    Wire lower = table(context, output + ".low", low, lowRange);
    Wire product =
        context
            .einsum(output + ".exponential", labels)
            .add(1, Operand.of(upper, labels), Operand.of(lower, labels))
            .build(2 * ONE);
    Interval bounds = new Interval(0, 1L << ONE);
    return context.rescaling().requantise(product, ONE, bounds, output + ".exponential");
  }

  /** round(2^20 · exp(−v)). */
  private static Wire table(LoweringContext context, String name, Wire v, Interval range) {
    long[] table = new long[Math.toIntExact(range.hi() - range.lo() + 1)];
    for (int i = 0; i < table.length; i++) {
      double argument = Math.scalb((double) (range.lo() + i), -v.scaleExponent());
      table[i] = (long) Math.floor(Math.scalb(StrictMath.exp(-Math.max(argument, 0)), ONE) + 0.5);
    }
    int tensor = context.program().tabulation(name, v.tensor(), range.lo(), table, ONE);
    return new Wire(tensor, v.view(), ONE);
  }
}
