package dev.vouch.circuits.operator;

import java.util.OptionalDouble;

/** How exactly the base of a power with a known exponent has to be known. */
public final class PowerTolerance {
  /**
   * Inverse roots are those of norms: their sums of squares are of what has the bits that squares
   * take in any case, and one row of small variance is not worth more bits in all layers before.
   */
  private static final double OF_INVERSE_ROOTS = 0x1p-4;

  private PowerTolerance() {}

  /**
   * Of x in x^exponent. Negative powers are largest, and most sensitive, at the least x.
   *
   * @param base name of x
   */
  public static Tolerance of(double exponent, String base, Magnitudes seen, Tolerance results) {
    OptionalDouble least = seen.least(base);
    if (exponent > 0) {
      return least.isEmpty()
          ? results.ofBase(exponent)
          : ofRoot(exponent, least.getAsDouble(), results);
    }
    if (exponent == 0 || least.isEmpty()) {
      return Tolerance.NONE;
    }
    double relative = exponent > -1 ? OF_INVERSE_ROOTS : Tolerance.OF_RESULTS;
    return new Tolerance(Math.min(relative, results.relative()) / -exponent, least.getAsDouble());
  }

  /** Roots are steep near 0: where x lies below the floor, its error counts for more. */
  private static Tolerance ofRoot(double exponent, double least, Tolerance results) {
    Tolerance base = results.ofBase(exponent);
    if (exponent >= 1 || base.isNone()) {
      return base;
    }
    double root = Math.max(StrictMath.pow(least, exponent), results.error());
    double error = results.error() / exponent * StrictMath.pow(root, (1 - exponent) / exponent);
    return base.and(new Tolerance(base.relative(), error / base.relative()));
  }
}
