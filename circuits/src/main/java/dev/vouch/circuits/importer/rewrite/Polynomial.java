package dev.vouch.circuits.importer.rewrite;

/**
 * p(x) + q(x) · g: two polynomials of a value x, one of them times a function g of x.
 *
 * @param plain coefficients of p, of x^0 first, up to {@link #DEGREE}
 * @param gated coefficients of q
 */
@SuppressWarnings("ArrayRecordComponent")
record Polynomial(double[] plain, double[] gated) {
  static final int DEGREE = 3;

  static final Polynomial X = new Polynomial(of(0, 1), of());
  static final Polynomial G = new Polynomial(of(), of(1));

  /** Coefficients, those that are not given being 0. */
  static double[] of(double... first) {
    double[] all = new double[DEGREE + 1];
    System.arraycopy(first, 0, all, 0, first.length);
    return all;
  }

  static Polynomial number(double value) {
    return new Polynomial(of(value), of());
  }

  /** This + factor · other. */
  Polynomial plus(double factor, Polynomial other) {
    double[] p = plain.clone();
    double[] q = gated.clone();
    for (int i = 0; i <= DEGREE; i++) {
      p[i] += factor * other.plain[i];
      q[i] += factor * other.gated[i];
    }
    return new Polynomial(p, q);
  }

  /** This · other; NaN where that has g², or a power that is too high. */
  Polynomial times(Polynomial other) {
    double[] p = of();
    double[] q = of();
    for (int i = 0; i <= DEGREE; i++) {
      for (int j = 0; j <= DEGREE; j++) {
        addTo(p, i + j, plain[i] * other.plain[j]);
        addTo(q, i + j, plain[i] * other.gated[j] + gated[i] * other.plain[j]);
        if (gated[i] * other.gated[j] != 0) {
          p[0] = Double.NaN;
        }
      }
    }
    return new Polynomial(p, q);
  }

  private static void addTo(double[] sum, int power, double value) {
    if (power <= DEGREE) {
      sum[power] += value;
    } else if (value != 0) {
      sum[0] = Double.NaN;
    }
  }

  /** Whether both are these coefficients, up to a part of them. */
  boolean near(double[] p, double[] q, double relative) {
    for (int i = 0; i <= DEGREE; i++) {
      if (!(Math.abs(plain[i] - p[i]) <= relative * Math.abs(p[i]))
          || !(Math.abs(gated[i] - q[i]) <= relative * Math.abs(q[i]))) {
        return false;
      }
    }
    return true;
  }
}
