package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.Einsum;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Lowering of slices times powers of two: one term of a sum for each run of slices with the same
 * exponent, or for very many a product with public constants; nothing committed.
 *
 * <pre>
 * y = Σ over runs of 2^(exponent − least) · x[run]        at a scale that is coarser by 2^least
 * </pre>
 *
 * <p>Where exponents are so far apart that the largest slices would have too few bits left, those
 * far below the greatest exponent are shifted, and rounded, before the others.
 */
public final class SliceShift {
  /** Labels of the runs' own axes, beyond all labels of values. */
  private static final char FIRST_OF_RUNS = '\u1000';

  /** Beyond so many terms a product with constants costs less. */
  private static final int MOST_RUNS = 16;

  /** The shifted value may be so long: its readers make room for what they add. */
  private static final int MOST_BITS = 60;

  /** Exponents that are further apart would leave slices less than 24 of these bits. */
  private static final int MOST_SPREAD = 36;

  private SliceShift() {}

  /**
   * x · 2^exponents[i] for slice i along the axis.
   *
   * @param output value of the graph that the result stands for
   */
  public static Wire lower(
      LoweringContext context, String output, Wire x, int axis, int[] exponents) {
    int most = Arrays.stream(exponents).max().orElse(0);
    int least = Arrays.stream(exponents).min().orElse(0);
    if (least == most) {
      return new Wire(x.tensor(), x.view(), x.scaleExponent() - least);
    }
    if (most - least > MOST_SPREAD) {
      int floor = most - MOST_SPREAD;
      int[] below = Arrays.stream(exponents).map(e -> Math.min(0, e - floor)).toArray();
      int[] above = Arrays.stream(exponents).map(e -> Math.max(e, floor)).toArray();
      return lower(context, output, lower(context, output + ".small", x, axis, below), axis, above);
    }
    if (runs(exponents) > MOST_RUNS) {
      return product(context, output, x, axis, exponents, least);
    }
    Wire roomy = context.rescaling().shortened(x, MOST_BITS - (most - least));
    Wire simple = roomy.view().simple(axis) ? roomy : context.rearranging().rearrange(roomy);
    String labels = Labels.of(x.view().rank());
    char whole = labels.charAt(axis);
    Einsum sum = context.einsum(output, labels).length(whole, exponents.length);
    char own = FIRST_OF_RUNS;
    for (int from = 0, to; from < exponents.length; from = to, own++) {
      to = end(exponents, from);
      Wire run = simple.through(simple.view().slice(axis, from, 1, to - from).orElseThrow());
      String runLabels = labels.substring(0, axis) + own + labels.substring(axis + 1);
      sum.place(1L << (exponents[from] - least), Operand.of(run, runLabels), own, whole, from);
    }
    return sum.build(simple.scaleExponent() - least);
  }

  private static long runs(int[] exponents) {
    return IntStream.range(1, exponents.length)
        .filter(i -> exponents[i] != exponents[i - 1])
        .count();
  }

  /** One product with public constants, of which x has to be an operand. */
  private static Wire product(
      LoweringContext context, String output, Wire x, int axis, int[] exponents, int least) {
    int most = Arrays.stream(exponents).max().orElse(0);
    Wire operand = context.rescaling().affine(x, MOST_BITS - (most - least));
    long[] powers = Arrays.stream(exponents).mapToLong(e -> 1L << (e - least)).toArray();
    String labels = Labels.of(x.view().rank());
    Operand factors =
        Constants.integers(
            output + ".factors",
            powers,
            new int[] {powers.length},
            labels.substring(axis, axis + 1),
            0);
    return context
        .einsum(output, labels)
        .add(1, factors, Operand.of(operand, labels))
        .build(operand.scaleExponent() - least);
  }

  /** Where the run of equal exponents that starts at {@code from} ends. */
  private static int end(int[] exponents, int from) {
    int to = from + 1;
    while (to < exponents.length && exponents[to] == exponents[from]) {
      to++;
    }
    return to;
  }
}
