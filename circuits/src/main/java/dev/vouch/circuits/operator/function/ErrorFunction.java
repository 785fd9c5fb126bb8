package dev.vouch.circuits.operator.function;

/**
 * The error function erf(x) = 2/√π · ∫₀ˣ exp(−t²) dt in strict double arithmetic, so that every
 * platform computes the same bits; absolute error below 1e-15.
 */
public final class ErrorFunction {
  private static final double SERIES_UP_TO = 3;
  private static final double ONE_FROM = 6;
  private static final double TWO_OVER_ROOT_PI = 1.1283791670955126;
  private static final double ROOT_PI = 1.7724538509055161;
  private static final int FRACTION_DEPTH = 60;

  private ErrorFunction() {}

  /** erf(x); NaN for NaN. */
  public static double erf(double x) {
    double magnitude = Math.abs(x);
    if (Double.isNaN(x) || x == 0) {
      return x;
    } else if (magnitude >= ONE_FROM) {
      return Math.signum(x);
    }
    return Math.copySign(
        magnitude < SERIES_UP_TO ? series(magnitude) : 1 - complement(magnitude), x);
  }

  /**
   * Abramowitz and Stegun 7.1.6: 2/√π · exp(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1 · 3 ⋯ (2n + 1)); all terms are
   * positive.
   */
  private static double series(double x) {
    double square = x * x;
    double term = x;
    double sum = x;
    for (int n = 1; term > sum * 0x1p-54; n++) {
      term *= 2 * square / (2 * n + 1);
      sum += term;
    }
    return TWO_OVER_ROOT_PI * StrictMath.exp(-square) * sum;
  }

  /**
   * Abramowitz and Stegun 7.1.14: erfc as the continued fraction exp(−x²)/√π · 1/(x + (1/2)/(x +
   * 1/(x + (3/2)/(x + …)))).
   */
  private static double complement(double x) {
    double tail = x;
    for (int k = FRACTION_DEPTH; k >= 1; k--) {
      tail = x + 0.5 * k / tail;
    }
    return StrictMath.exp(-x * x) / (ROOT_PI * tail);
  }
}
