package dev.vouch.circuits.quantise;

import dev.vouch.circuits.data.TensorData;

/**
 * Quantisation of network inputs. Normative: clamp(⌊x·2^e + 0.5⌋, lo, hi) in double arithmetic, in
 * which x·2^e is exact.
 */
public final class InputQuantiser {
  private InputQuantiser() {}

  /**
   * The integers of an input.
   *
   * @param name for messages
   * @throws InvalidInputException if a value is NaN or infinite
   */
  public static long[] quantise(
      String name, TensorData input, int scaleExponent, long lo, long hi) {
    long[] integers = new long[input.size()];
    if (!input.isFloating() && scaleExponent == 0) {
      for (int i = 0; i < integers.length; i++) {
        integers[i] = Math.max(lo, Math.min(hi, input.longs()[i]));
      }
      return integers;
    }
    for (int i = 0; i < integers.length; i++) {
      double value = input.doubleAt(i);
      if (!Double.isFinite(value)) {
        throw new InvalidInputException(
            "input '"
                + name
                + "' holds "
                + (Double.isNaN(value) ? "NaN" : "infinity")
                + " at cell "
                + i);
      }
      double scaled = Math.floor(Math.scalb(value, scaleExponent) + 0.5);
      integers[i] = (long) Math.max(lo, Math.min(hi, scaled));
    }
    return integers;
  }

  /** How many values quantise to less than {@code lo} or more than {@code hi} before the clamp. */
  public static long outside(TensorData input, int scaleExponent, long lo, long hi) {
    double step = Math.scalb(1.0, -scaleExponent);
    double least = input.isFloating() ? (lo - 0.5) * step : lo * step;
    double most = input.isFloating() ? (hi + 0.5) * step : (hi + 1) * step;
    long count = 0;
    for (int i = 0; i < input.size(); i++) {
      double value = input.doubleAt(i);
      count += value < least || value >= most ? 1 : 0;
    }
    return count;
  }
}
