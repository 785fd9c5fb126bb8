package dev.vouch.circuits.quantise;

/**
 * Choice of scale exponents e (value = integer · 2^-e) for activations of one width, from which
 * every other width follows. Activations: the largest e with which twice the calibrated magnitude
 * fits. Weights: a rescaling by exactly 2^bits where that keeps about three quarters as many
 * significant bits, else as many bits as are allowed.
 *
 * @param bits width of activations
 */
public record Scales(int bits) {
  /** With activations of 16 bits. */
  public static final Scales OF_16_BITS = new Scales(16);

  /** Most magnitude bits of a weight: its declared range is at most [−2^17, 2^17 − 1]. */
  public static final int WEIGHT_BITS = 17;

  /** Least width of activations. */
  public static final int NARROWEST = 8;

  /** Greatest width of activations. */
  public static final int WIDEST = 16;

  /**
   * How far beyond the calibrated magnitude a value may go before it saturates, as a power of two.
   */
  private static final int MARGIN_BITS = 1;

  /** Bits of a weight that multiplies one cell, beyond those of activations. */
  private static final int MORE_FACTOR_BITS = 10;

  /** Where a rescaling by 2^bits takes too much of the weights: so many bits more. */
  private static final int NEXT_SHIFT = 8;

  /** What lies so much further below a step of the output adds nothing, and needs no room. */
  private static final int MOST_SHIFT = 24;

  private static final int MAX_EXPONENT = 48;

  public Scales {
    requireBits(bits);
  }

  /**
   * Checks a width.
   *
   * @throws IllegalArgumentException if activations cannot have so many bits
   */
  public static void requireBits(int bits) {
    if (bits < NARROWEST || bits > WIDEST) {
      throw new IllegalArgumentException(
          "activations of " + bits + " bits; " + NARROWEST + " to " + WIDEST + " are possible");
    }
  }

  /** Scale of a signed activation. */
  public int signed(double magnitude) {
    return fitting(magnitude, bits - 1 - MARGIN_BITS);
  }

  /** Scale of an activation that is never negative. */
  public int unsigned(double magnitude) {
    return fitting(magnitude, bits - MARGIN_BITS);
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
  public int weight(double magnitude, int input, int output) {
    return weight(magnitude, input, output, 0);
  }

  /**
   * As {@link #weight(double, int, int)}.
   *
   * @param more bits that a weight may have, for sums that need them
   */
  public int weight(double magnitude, int input, int output, int more) {
    int width = bits + more;
    int most = fitting(magnitude, width);
    int least = fitting(magnitude, 3 * width / 4 + 1);
    int wanted = bits + output - input;
    int chosen = wanted >= least ? wanted : Math.max(least, wanted + NEXT_SHIFT);
    return Math.min(Math.min(most, chosen), wanted + MOST_SHIFT);
  }

  /**
   * Beyond this scale an input of cells' products leaves weights fewer bits than they may have.
   *
   * @param magnitude of the largest weight
   * @param output scale that the product is requantised to
   */
  public int finestFactored(double magnitude, int output) {
    return bits + MOST_SHIFT + output - fitting(magnitude, bits);
  }

  /**
   * As {@link #weight}, of weights that multiply one cell each, as those of a scaler do: small ones
   * count as much as large ones where what they are multiplied with makes up for them, so they are
   * wider if a rescaling by exactly 2^bits needs it.
   */
  public int factor(double magnitude, int input, int output, int more) {
    int wanted = bits + output - input;
    return Math.max(
        weight(magnitude, input, output, more),
        Math.min(wanted, fitting(magnitude, bits + Math.max(more, MORE_FACTOR_BITS - 1))));
  }
}
