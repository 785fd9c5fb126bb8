package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
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
      return context
          .einsum(output, resultLabels)
          .add(1, Operand.of(x, xLabels))
          .build(x.scaleExponent() + log);
    }
    int fraction = RECIPROCAL_BITS + log + 1;
    Wire summand = context.rescaling().makeRoom(x, fraction);
    return context
        .einsum(output, resultLabels)
        .add(reciprocal(count, fraction), Operand.of(summand, xLabels))
        .build(summand.scaleExponent() + fraction);
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
    int fraction = RECIPROCAL_BITS + 32 - Integer.numberOfLeadingZeros(most);
    long[] reciprocals =
        Arrays.stream(divisors.counts())
            .mapToLong(count -> reciprocal(Math.max(count, 1), fraction))
            .toArray();
    Wire narrow = context.rescaling().narrow(x);
    Operand factors =
        Constants.integers(
            output + ".reciprocals", reciprocals, divisors.lengths(), divisors.labels(), fraction);
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
