package dev.vouch.circuits.lowering;

import dev.vouch.circuits.node.UnsupportedNodeException;
import java.util.Arrays;

/** Lowering of sums and means over axes. */
public final class Averages {
  /** Bits of the fixed-point reciprocal of a count: its relative error is below 2^-17. */
  private static final int RECIPROCAL_BITS = 16;

  private Averages() {}

  /**
   * Σ x / count over the labels that the result lacks, wide. A count that is a power of two only
   * moves the scale; otherwise the sum is multiplied by round(2^f / count).
   *
   * @param output value of the graph that the result stands for
   */
  public static Wire lower(
      Lowering lowering, String output, String resultLabels, Wire x, String xLabels, int count) {
    if (count > 1 && lowering.isInteger(output)) {
      throw new UnsupportedNodeException("means of integers are not supported");
    }
    int log = 31 - Integer.numberOfLeadingZeros(count);
    if (count == 1 << log) {
      return lowering
          .einsum(output, resultLabels)
          .add(1, lowering.term(x, xLabels))
          .build(x.scaleExponent() + log);
    }
    int fraction = RECIPROCAL_BITS + log + 1;
    Wire summand = lowering.withHeadroom(x, fraction);
    return lowering
        .einsum(output, resultLabels)
        .add(reciprocal(count, fraction), lowering.term(summand, xLabels))
        .build(summand.scaleExponent() + fraction);
  }

  /**
   * As {@link #lower}, each result cell with its own count, which depends on the labels {@code
   * countLabels}.
   */
  public static Wire lower(
      Lowering lowering,
      String output,
      String resultLabels,
      Wire x,
      String xLabels,
      int[] counts,
      int[] countLengths,
      String countLabels) {
    int most = Arrays.stream(counts).max().orElse(1);
    int fraction = RECIPROCAL_BITS + 32 - Integer.numberOfLeadingZeros(most);
    long[] reciprocals =
        Arrays.stream(counts)
            .mapToLong(count -> reciprocal(Math.max(count, 1), fraction))
            .toArray();
    Wire narrow = lowering.narrow(x);
    return lowering
        .einsum(output, resultLabels)
        .add(
            1,
            lowering.integers(
                output + ".reciprocals", reciprocals, countLengths, countLabels, fraction),
            lowering.factor(narrow, xLabels))
        .build(narrow.scaleExponent() + fraction);
  }

  /** round(2^fraction / count). */
  private static long reciprocal(int count, int fraction) {
    return ((1L << (fraction + 1)) + count) / (2L * count);
  }
}
