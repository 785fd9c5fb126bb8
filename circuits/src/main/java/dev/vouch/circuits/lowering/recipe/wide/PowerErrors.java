package dev.vouch.circuits.lowering.recipe.wide;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.primitive.ErrorRule;
import dev.vouch.circuits.primitive.Errors;

/**
 * Errors of powers of normalised numbers: how much the power itself changes within the error of x,
 * and what {@link Powers} rounds. By the table on mantissas alone nothing could be said of an x
 * that may be much smaller than it is. Results beyond the range are cut off; a negative power of an
 * x that may be 0 is not decided.
 *
 * @param x tensor of the bases
 * @param xScale its scale
 * @param entry tensor of the table's results
 * @param factor tensor of their factors
 * @param scale of the results
 * @param range of the results
 */
record PowerErrors(
    int x, int xScale, double exponent, int entry, int factor, int scale, Interval range)
    implements ErrorRule {
  @Override
  public double[] carried(Errors errors) {
    long[] bases = errors.valuesOf(x);
    double[] baseErrors = errors.of(x);
    long[] entries = errors.valuesOf(entry);
    long[] factors = errors.valuesOf(factor);
    double[] carried = new double[bases.length];
    for (int i = 0; i < carried.length; i++) {
      double result = (double) entries[i] * factors[i];
      double furthest = Math.max(range.hi() - result, result - range.lo());
      double roundings =
          roundings(entries[i], factors[i], errors) + Powers.RELATIVE_ERROR * Math.abs(result);
      boolean pole = exponent < 0 && Math.abs(bases[i]) <= baseErrors[i];
      carried[i] =
          pole
              ? roundings + errors.ofStep(furthest)
              : Math.min(roundings + change(bases[i], baseErrors[i]), furthest);
    }
    return carried;
  }

  /** Of an entry, and of a factor that is no power of two, or 0 for what is less than 1. */
  private static double roundings(long entry, long factor, Errors errors) {
    double ofFactor = factor == 0 ? 1 : errors.ofRounding();
    double ofProduct = Long.bitCount(factor) == 1 ? 0 : (Math.abs((double) entry) + 1) * ofFactor;
    return errors.ofRounding() * factor + ofProduct;
  }

  private double change(long base, double error) {
    double power = power(base);
    double change =
        Math.max(Math.abs(power(base - error) - power), Math.abs(power(base + error) - power));
    return Math.abs(base) <= error ? Math.max(change, Math.abs(power(0) - power)) : change;
  }

  /** In steps of the results. */
  private double power(double base) {
    return Math.scalb(Powers.power(Math.scalb(base, -xScale), exponent), scale);
  }
}
