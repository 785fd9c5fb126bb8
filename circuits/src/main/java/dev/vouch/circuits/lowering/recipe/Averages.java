package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.node.UnsupportedNodeException;
import java.util.Arrays;

/** Lowering of sums and means over axes. */
public final class Averages {
  private static final int RECIPROCAL_BITS = 16;

  /** Sums are rounded to so many bits before they are multiplied by the reciprocal of a count. */
  private static final int SUM_BITS = 36;

  private static final int MOST_BITS = 60;

  private Averages() {}

  /**
   * Σ x / count over the labels that the result lacks, wide. A count that is a power of two only
   * moves the scale; otherwise the sum is multiplied by round(2^f / count).
   *
   * @param output value of the graph that the result stands for
   */
  public static Wire lower(
      LoweringContext context,
      String output,
      String resultLabels,
      Wire x,
      String xLabels,
      int count) {
    if (count > 1 && context.graph().isInteger(output)) {
      throw new UnsupportedNodeException("means of integers are not supported");
    }
    int log = 31 - Integer.numberOfLeadingZeros(count);
    if (count == 1 << log) {
      return sum(context, output, resultLabels, x, xLabels, x.scaleExponent() + log);
    }
    int bits = RECIPROCAL_BITS + context.moreBitsOfFactor(output);
    int fraction = bits + log + 1;
    Wire summands = x;
    String labels = xLabels;
    if (!context.rescaling().hasRoom(x, fraction)) {
      // The few sums are rounded rather than the many summands.
      String total = output + ".total";
      Wire sum = sum(context, total, resultLabels, x, xLabels, x.scaleExponent());
      summands = context.rescaling().affine(sum, Math.min(SUM_BITS, MOST_BITS - bits - 1));
      labels = resultLabels;
    }
    Wire mean =
        context
            .einsum(output, resultLabels)
            .add(reciprocal(count, fraction), Operand.of(summands, labels))
            .build(summands.scaleExponent() + fraction);
    context.errors().coefficients(mean.tensor(), Math.scalb(0.5, -bits));
    return mean;
  }

  private static Wire sum(
      LoweringContext context,
      String name,
      String resultLabels,
      Wire x,
      String xLabels,
      int scaleExponent) {
    int terms = Labels.terms(x.view(), xLabels, resultLabels);
    int bits = MOST_BITS - (Integer.SIZE - Integer.numberOfLeadingZeros(terms));
    Wire summand = context.rescaling().shortened(x, bits);
    return context
        .einsum(name, resultLabels)
        .add(1, Operand.of(summand, xLabels))
        .build(scaleExponent - x.scaleExponent() + summand.scaleExponent());
  }

  /**
   * By how many cells each sum is divided.
   *
   * @param lengths of the axes that the counts depend on
   * @param labels of those axes
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Counts(int[] counts, int[] lengths, String labels) {}

  /** As {@link #lower}, each result cell with its own count. */
  public static Wire lower(
      LoweringContext context,
      String output,
      String resultLabels,
      Wire x,
      String xLabels,
      Counts divisors) {
    int most = Arrays.stream(divisors.counts()).max().orElse(1);
    int bits = RECIPROCAL_BITS + context.moreBitsOfFactor(output);
    int fraction = bits + 32 - Integer.numberOfLeadingZeros(most);
    long[] reciprocals =
        Arrays.stream(divisors.counts())
            .mapToLong(count -> reciprocal(Math.max(count, 1), fraction))
            .toArray();
    Wire narrow = context.rescaling().narrow(x);
    Operand factors =
        Constants.integers(
                output + ".reciprocals",
                reciprocals,
                divisors.lengths(),
                divisors.labels(),
                fraction)
            .rounded();
    return context
        .einsum(output, resultLabels)
        .add(1, factors, Operand.of(narrow, xLabels))
        .build(narrow.scaleExponent() + fraction);
  }

  /** round(2^fraction / count). */
  private static long reciprocal(int count, int fraction) {
    return ((1L << (fraction + 1)) + count) / (2L * count);
  }
}
