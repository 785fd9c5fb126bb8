package dev.vouch.circuits.lowering;

/**
 * The function min(hi, max(lo, x)).
 *
 * @param lo may be −∞, or above {@code hi}: then the result is {@code hi}
 * @param hi may be +∞
 */
public record Clamp(double lo, double hi) {
  /** x. */
  public static final Clamp NONE = new Clamp(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** max(x, 0). */
  public static final Clamp RECTIFIER = new Clamp(0, Double.POSITIVE_INFINITY);
}
