package dev.vouch.circuits.lowering;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.program.ProgramBuilder;

/**
 * Lowering of softmax over the last axes of a value:
 *
 * <pre>
 * z = max − x, clamped where exp(−z) is below 2^-23
 * E = round(exp(−z)·2^20) = round(H[z div 256] · L[z mod 256] / 2^20)     two small tables
 * S = Σ E,   R = ⌊2^47 / S⌋,   y = round(E·R / 2^32) at 2^-15
 * </pre>
 *
 * The error is below one step of 2^-15 for rows of up to some thousand cells.
 */
public final class SoftmaxRecipe {
  private static final int ONE = 20;
  private static final int NUMERATOR = 47;
  private static final int RESULT = 15;
  private static final int LOW_BITS = 8;
  private static final int REACH_BITS = 4;
  private static final int FINEST_SCALE = 12;

  private SoftmaxRecipe() {}

  /**
   * SoftmaxRecipe over the last {@code axes} axes.
   *
   * @param output value of the graph that the result stands for
   */
  public static Wire lower(Lowering lowering, String output, Wire value, int axes) {
    Wire narrow = lowering.narrow(value);
    Wire x = narrow.view().isPlain() ? narrow : lowering.copied(narrow);
    int rank = x.view().rank();
    String labels = Lowering.labels(rank);
    String rows = labels.substring(0, rank - axes);
    Wire most = Extrema.maximum(lowering, output + ".max", x, axes);
    Wire distance =
        lowering
            .einsum(output + ".distance", labels)
            .add(1, lowering.term(most, rows))
            .add(-1, lowering.term(x, labels))
            .build(x.scaleExponent());
    int scale = Math.min(x.scaleExponent(), FINEST_SCALE);
    int bits = Math.max(scale + REACH_BITS, LOW_BITS + 1);
    Wire z = lowering.requantise(distance, scale, Interval.unsigned(bits), output + ".clamped");
    Wire exponential = exponential(lowering, output, z, labels);
    Wire sum =
        lowering
            .einsum(output + ".sum", rows)
            .add(1, lowering.term(exponential, labels))
            .build(ONE);
    ProgramBuilder program = lowering.program();
    int reciprocal =
        program.quotient(
            output + ".reciprocal", sum.tensor(), 1L << NUMERATOR, 1L << ONE, NUMERATOR - ONE);
    Wire ratio =
        lowering
            .einsum(output + ".ratio", labels)
            .add(
                1,
                lowering.term(exponential, labels),
                lowering.term(new Wire(reciprocal, sum.view(), NUMERATOR - ONE), rows))
            .build(NUMERATOR);
    return lowering.requantise(ratio, RESULT, new Interval(0, 1L << RESULT), output);
  }

  /** E from z ≥ 0, by high and low part. */
  private static Wire exponential(Lowering lowering, String output, Wire z, String labels) {
    Wire high = lowering.floored(z, LOW_BITS, output + ".high");
    Wire low =
        lowering
            .einsum(output + ".low", labels)
            .add(1, lowering.term(z, labels))
            .add(-(1L << LOW_BITS), lowering.term(high, labels))
            .build(z.scaleExponent());
    Interval highRange = lowering.program().tensor(high.tensor()).range();
    Interval lowRange = Interval.unsigned(LOW_BITS);
    Wire upper =
        table(lowering, output + ".high", high, highRange, 1L << LOW_BITS, z.scaleExponent());
    Wire lower = table(lowering, output + ".low", low, lowRange, 1, z.scaleExponent());
    Wire product =
        lowering
            .einsum(output + ".exponential", labels)
            .add(1, lowering.term(upper, labels), lowering.term(lower, labels))
            .build(2 * ONE);
    return lowering.requantise(product, ONE, new Interval(0, 1L << ONE), output + ".exponential");
  }

  /** round(2^20 · exp(−v · step · 2^-scale)). */
  private static Wire table(
      Lowering lowering, String name, Wire v, Interval range, long step, int scale) {
    long[] table = new long[Math.toIntExact(range.hi() - range.lo() + 1)];
    for (int i = 0; i < table.length; i++) {
      double argument = Math.scalb((double) ((range.lo() + i) * step), -scale);
      table[i] = (long) Math.floor(Math.scalb(StrictMath.exp(-Math.max(argument, 0)), ONE) + 0.5);
    }
    return new Wire(
        lowering.program().tabulation(name, v.tensor(), range.lo(), table, ONE), v.view(), ONE);
  }
}
