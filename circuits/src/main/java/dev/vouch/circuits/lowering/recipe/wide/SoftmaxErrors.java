package dev.vouch.circuits.lowering.recipe.wide;

import dev.vouch.circuits.primitive.ErrorRule;
import dev.vouch.circuits.primitive.Errors;

/**
 * Errors of the ratios of {@link SoftmaxRecipe}. Numerator and denominator are off together: where
 * scores may be off by e, a result y of its row lies between
 *
 * <pre>
 * y·exp(−e[i]) / (y·exp(−e[i]) + Σ_k≠i y[k]·exp(e[k]))      and the same with −e for e
 * </pre>
 *
 * To that come roundings: {@value #OF_EXPONENTIAL} steps of 2^-20 of each exponential, their sum
 * being at least 1, and of its reciprocal.
 *
 * @param scores tensor, row-major, of rows of {@code length} cells
 * @param ratios tensor of the results
 * @param scale of the scores
 * @param distanceScale to which their distances to the maximum are rounded
 * @param ratioScale scale of the results
 * @param ofReciprocal relative error of the sum's reciprocal, beside the rounding to its step
 */
record SoftmaxErrors(
    int scores,
    int ratios,
    int length,
    int scale,
    int distanceScale,
    int ratioScale,
    double ofReciprocal)
    implements ErrorRule {
  private static final int EXPONENTIAL_SCALE = 20;

  /** By this an exponential is 0 or all there is, in double precision. */
  private static final double MOST_REACH = 300;

  /** Two entries and their product rounded, and exp(−16) for all that is less. */
  private static final double OF_EXPONENTIAL = 1.7;

  /** How far a score may be off; by more nothing changes, but exponentials overflow. */
  private double reach(double error, double rounded) {
    return Math.min(Math.scalb(error, -scale) + rounded, MOST_REACH);
  }

  @Override
  public double[] carried(Errors errors) {
    long[] y = errors.valuesOf(ratios);
    double[] e = errors.of(scores);
    double rounded = scale > distanceScale ? Math.scalb(errors.ofRounding(), -distanceScale) : 0;
    double[] carried = new double[y.length];
    for (int row = 0; row < y.length; row += length) {
      double less = 0;
      double more = 0;
      double total = 0;
      for (int i = row; i < row + length; i++) {
        double reach = reach(e[i], rounded);
        less += y[i] * Math.exp(-reach);
        more += y[i] * Math.exp(reach);
        total += y[i];
      }
      for (int i = row; i < row + length; i++) {
        double up = Math.exp(reach(e[i], rounded));
        double most = y[i] * up / (less + y[i] * (up - 1 / up));
        double least = y[i] / up / (more - y[i] * (up - 1 / up));
        double share = y[i] / total;
        double change = y[i] == 0 ? 0 : Math.max(most - share, share - least);
        double step = Math.scalb(1.0, ratioScale - EXPONENTIAL_SCALE);
        double roundings = OF_EXPONENTIAL * step * (1 + length * share);
        carried[i] =
            Math.scalb(change, ratioScale)
                + roundings
                + ofReciprocal * y[i]
                + Math.scalb(1.0, EXPONENTIAL_SCALE);
      }
    }
    return carried;
  }
}
