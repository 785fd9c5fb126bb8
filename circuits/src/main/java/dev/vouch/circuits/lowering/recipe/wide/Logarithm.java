package dev.vouch.circuits.lowering.recipe.wide;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.primitive.Normalisation;
import dev.vouch.circuits.quantise.Scales;
import java.util.Arrays;

/**
 * Lowering of ln x for numbers of any size, to 2^-15: a table on x, or on the mantissa of x
 *
 * <pre>
 * x = (m + 1/2)·2^k · 2^-e     ln x = ln(m + 1/2) − e·ln 2 + k·ln 2
 * </pre>
 */
public final class Logarithm {
  private static final long MOST_ROWS = 1 << 16;
  private static final int OPERAND_BITS = 60;
  private static final int MANTISSA_BITS = 15;
  private static final int RESULT_BITS = 19;

  /** No logarithm of an integer, nor of a scale, is beyond ±2^6; that of 0 is cut off there. */
  private static final int MAGNITUDE_BITS = 6;

  private static final double LN2 = StrictMath.log(2);

  private Logarithm() {}

  /**
   * ln x. x below 0 have no witness; at 0 the result is cut off.
   *
   * @param output value of the graph that the result stands for
   */
  public static Wire lower(LoweringContext context, String output, Wire x) {
    return lower(context, output, x, 2 * context.magnitude(output).orElse(1));
  }

  /**
   * As {@link #lower(LoweringContext, String, Wire)}.
   *
   * @param reach magnitude from which on results are cut off
   */
  static Wire lower(LoweringContext context, String name, Wire x, double reach) {
    Wire whole = x.view().isWhole() ? x : context.rearranging().copy(x);
    Interval range = context.program().tensor(whole.tensor()).range();
    int scale = Math.max(0, Math.min(Scales.fitting(reach, RESULT_BITS), RESULT_BITS + 1));
    if (range.hi() < MOST_ROWS) {
      return table(context, name, whole, range.hi(), Long.MAX_VALUE, scale);
    }
    Wire operand = context.rescaling().affine(whole, OPERAND_BITS);
    Interval wide = context.program().tensor(operand.tensor()).range();
    long[] factors = new long[Normalisation.factors(wide, MANTISSA_BITS, 1)];
    Arrays.setAll(factors, k -> (long) Math.floor(Math.scalb(k * LN2, scale) + 0.5));
    Normal parts = Normal.of(context, name, operand, MANTISSA_BITS, 1, factors);
    Wire mantissa =
        new Wire(parts.mantissa().tensor(), parts.mantissa().view(), operand.scaleExponent());
    Wire entry =
        table(
            context,
            name + ".logarithm",
            mantissa,
            (1L << MANTISSA_BITS) - 1,
            1L << (MANTISSA_BITS - 1),
            scale);
    String labels = Labels.of(whole.view().rank());
    return context
        .einsum(name, labels)
        .add(1, Operand.of(entry, labels))
        .add(1, Operand.of(parts.factor(), labels))
        .build(scale);
  }

  /** ln(x · 2^-e) for 0 ≤ x ≤ most, from {@code normal} on of x + 1/2. */
  private static Wire table(
      LoweringContext context, String name, Wire x, long most, long normal, int scale) {
    double[] values = new double[Math.toIntExact(most + 1)];
    Arrays.setAll(
        values,
        i ->
            Math.scalb(StrictMath.log(i >= normal ? i + 0.5 : i) - x.scaleExponent() * LN2, scale));
    long bound = 1L << (scale + MAGNITUDE_BITS);
    return Powers.table(context, name, x, 0, values, new Interval(-bound, bound), scale);
  }
}
