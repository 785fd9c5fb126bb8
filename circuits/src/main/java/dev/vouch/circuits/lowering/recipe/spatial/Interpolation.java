package dev.vouch.circuits.lowering.recipe.spatial;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * Lowering of weighted sums along one axis: a product with a constant matrix, each row of which
 * sums to just what it should, so that what is constant along the axis stays what it is.
 */
public final class Interpolation {
  private static final int FRACTION_BITS = 16;

  /** Bits that a value has until the last axis is done: three more than a narrow one. */
  private static final int BETWEEN_AXES = 19;

  private static final char RESULT = 'R';

  private Interpolation() {}

  /**
   * y[…, i, …] = Σ_j weights[i][j] · x[…, j, …], wide.
   *
   * @param output value of the graph that the result stands for
   * @param value narrow, or the result for another axis
   * @param weights rows that sum to 1, or are 0
   */
  public static Wire lower(
      LoweringContext context, String output, Wire value, int axis, double[][] weights) {
    Wire x = operand(context, output, value);
    long[] matrix =
        Arrays.stream(weights).flatMapToLong(row -> LongStream.of(whole(row))).toArray();
    String labels = Labels.of(x.view().rank());
    String result = labels.substring(0, axis) + RESULT + labels.substring(axis + 1);
    Operand constants =
        Constants.integers(
                output + ".weights" + axis,
                matrix,
                new int[] {weights.length, weights[0].length},
                "" + RESULT + labels.charAt(axis),
                FRACTION_BITS)
            .rounded();
    Interval range = context.program().tensor(x.tensor()).range();
    boolean convex = Arrays.stream(matrix).allMatch(weight -> weight >= 0);
    long one = 1L << FRACTION_BITS;
    Interval within =
        convex
            ? new Interval(Math.min(0, range.lo()) * one, Math.max(0, range.hi()) * one)
            : Interval.ALL;
    return context
        .einsum(output, result)
        .add(1, constants, Operand.of(x, labels))
        .build(x.scaleExponent() + FRACTION_BITS, within);
  }

  /** What another axis has left wide keeps some bits more than a narrow value. */
  private static Wire operand(LoweringContext context, String output, Wire value) {
    if (context.program().affine(value.tensor())) {
      return value;
    }
    Interval range = context.program().tensor(value.tensor()).range();
    int shift = Math.max(0, range.bits() - BETWEEN_AXES);
    Interval bounds = new Interval((range.lo() >> shift) - 1, (range.hi() >> shift) + 1);
    return context
        .rescaling()
        .requantise(value, value.scaleExponent() - shift, bounds, output + ".axis");
  }

  /** A row in steps of 2^-16; what rounding leaves over is added to its largest weight. */
  private static long[] whole(double... row) {
    long[] whole = new long[row.length];
    double sum = 0;
    long rounded = 0;
    int largest = 0;
    for (int i = 0; i < row.length; i++) {
      whole[i] = Math.round(Math.scalb(row[i], FRACTION_BITS));
      sum += row[i];
      rounded += whole[i];
      largest = whole[i] > whole[largest] ? i : largest;
    }
    whole[largest] += Math.round(Math.scalb(sum, FRACTION_BITS)) - rounded;
    return whole;
  }
}
