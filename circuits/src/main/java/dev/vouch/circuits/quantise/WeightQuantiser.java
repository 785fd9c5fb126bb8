package dev.vouch.circuits.quantise;

/** Quantisation of weights: ⌊w·2^e + 0.5⌋. */
public final class WeightQuantiser {
  private WeightQuantiser() {}

  /** The integers of weights. */
  public static long[] quantise(double[] weights, int scaleExponent) {
    long[] integers = new long[weights.length];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = (long) Math.floor(Math.scalb(weights[i], scaleExponent) + 0.5);
    }
    return integers;
  }

  /** Largest magnitude; 0 for none. */
  public static double magnitude(double[] weights) {
    double most = 0;
    for (double weight : weights) {
      most = Math.max(most, Math.abs(weight));
    }
    return most;
  }

  /**
   * The least k ≥ 1 with |w| ≤ 2^k − 1 for all integers: a weight tensor's declared range is [−2^k,
   * 2^k − 1], a full signed width, so that a certificate can compose it of limbs.
   */
  public static int bits(long[] integers) {
    long union = 1;
    for (long integer : integers) {
      union |= Math.abs(integer);
    }
    return 64 - Long.numberOfLeadingZeros(union);
  }
}
