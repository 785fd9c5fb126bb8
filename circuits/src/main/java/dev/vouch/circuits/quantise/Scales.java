package dev.vouch.circuits.quantise;

/**
 * Choice of scale exponents e (value = integer · 2^-e). Activations: the largest e with which twice
 * the calibrated magnitude fits 16 bits. Weights: a rescaling by exactly 2^16 where that keeps 13
 * significant bits, else as many bits as are allowed.
 */
public final class Scales {
  /** Width of activations. */
  public static final int ACTIVATION_BITS = 16;

  /** Most magnitude bits of a weight: its declared range is at most [−2^17, 2^17 − 1]. */
  public static final int WEIGHT_BITS = 17;

  /** Most magnitude bits of a weight that multiplies one cell. */
  private static final int FACTOR_BITS = 26;

  /**
   * How far beyond the calibrated magnitude a value may go before it saturates, as a power of two.
   */
  private static final int MARGIN_BITS = 1;

  private static final int WANTED_SHIFT = 16;
  private static final int WANTED_WEIGHT_BITS = 13;
  private static final int NEXT_SHIFT = 24;

  /** What lies further below a step of the output adds nothing, and needs room for nothing. */
  private static final int MOST_SHIFT = 40;

  private static final int MAX_EXPONENT = 48;

  private Scales() {}

  /** Scale of a signed activation. */
  public static int signed(double magnitude) {
    return fitting(magnitude, ACTIVATION_BITS - 1 - MARGIN_BITS);
  }

  /** Scale of an activation that is never negative. */
  public static int unsigned(double magnitude) {
    return fitting(magnitude, ACTIVATION_BITS - MARGIN_BITS);
  }

  /** The largest e, within ±48, with magnitude · 2^e ≤ 2^bits. A magnitude of 0 counts as 1. */
  public static int fitting(double magnitude, int bits) {
    if (magnitude == 0) {
      return bits;
    }
    int e = bits - Math.getExponent(magnitude);
    if (Math.scalb(magnitude, e) > Math.scalb(1.0, bits)) {
      e--;
    }
    return Math.max(-MAX_EXPONENT, Math.min(MAX_EXPONENT, e));
  }

  /**
   * Scale of a weight tensor.
   *
   * @param magnitude of its largest value
   * @param input scale of what it is multiplied with
   * @param output scale that the sum is requantised to
   */
  public static int weight(double magnitude, int input, int output) {
    int most = fitting(magnitude, WEIGHT_BITS - 1);
    int least = fitting(magnitude, WANTED_WEIGHT_BITS);
    int wanted = WANTED_SHIFT + output - input;
    int chosen = wanted >= least ? wanted : Math.max(least, NEXT_SHIFT + output - input);
    return Math.min(Math.min(most, chosen), MOST_SHIFT + output - input);
  }

  /**
   * As {@link #weight}, of weights that multiply one cell each, as those of a scaler do: small ones
   * count as much as large ones where what they are multiplied with makes up for them, so they are
   * wider if a rescaling by exactly 2^16 needs it.
   */
  public static int factor(double magnitude, int input, int output) {
    int wanted = WANTED_SHIFT + output - input;
    return Math.max(
        weight(magnitude, input, output), Math.min(wanted, fitting(magnitude, FACTOR_BITS - 1)));
  }
}
