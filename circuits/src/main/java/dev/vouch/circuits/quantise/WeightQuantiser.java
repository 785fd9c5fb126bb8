package dev.vouch.circuits.quantise;

/** Quantisation of weights: ⌊w·2^e + 0.5⌋. */
public final class WeightQuantiser {
  /** Integers beyond 2^62 have no room. */
  private static final double MOST = 0x1p62;

  private WeightQuantiser() {}

  /**
   * The integers of weights.
   *
   * @throws ArithmeticException if one is beyond ±2^62
   */
  public static long[] quantise(double[] weights, int scaleExponent) {
    long[] integers = new long[weights.length];
    for (int i = 0; i < integers.length; i++) {
      double scaled = Math.floor(Math.scalb(weights[i], scaleExponent) + 0.5);
      if (Math.abs(scaled) > MOST) {
        throw new ArithmeticException(
            "a constant of 2^"
                + Math.getExponent(weights[i])
                + " has no room among integers below 2^62; one of at most 1e9, where it masks, has");
      }
      integers[i] = (long) scaled;
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
