package dev.vouch.circuits.operator;

import java.util.OptionalDouble;

/** How exactly the base of a power with a known exponent has to be known. */
public final class PowerTolerance {
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
    return exponent == 0 || least.isEmpty()
        ? Tolerance.NONE
        : new Tolerance(
            Math.min(Tolerance.OF_RESULTS, results.relative()) / -exponent, least.getAsDouble());
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
