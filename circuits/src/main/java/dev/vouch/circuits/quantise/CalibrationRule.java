package dev.vouch.circuits.quantise;

import java.util.Map;
import java.util.function.Predicate;

/**
 * Which room values get, of what was seen of them. The {@link #RANGE}: twice the largest magnitude.
 * A percentile: the least power of two that P percent of a value's cells stay below, without those
 * that are 0, and of each slice that has a scale of its own likewise; what lies beyond saturates.
 * Of fewer than 100 / (100 − P) cells nothing can be said of it: these get the range. So do inputs,
 * which would be clamped, and integers.
 *
 * @param percentile P; 100 is the range
 */
public record CalibrationRule(double percentile) {
  /** Room for twice the largest magnitude. */
  public static final CalibrationRule RANGE = new CalibrationRule(100);

  private static final double LEAST = 50;
  private static final double ALL = 100;

  /**
   * A rule.
   *
   * @throws IllegalArgumentException unless 50 ≤ P ≤ 100
   */
  public CalibrationRule {
    if (!(percentile >= LEAST && percentile <= ALL)) {
      throw new IllegalArgumentException(
          "a percentile of " + percentile + "; 50 to 100 are possible");
    }
  }

  /**
   * Replaces what was seen of values by what the rule leaves of it.
   *
   * @param wanted which values
   * @param magnitudes largest magnitude seen, by value
   * @param slices what was seen of their slices
   */
  public void apply(
      Predicate<String> wanted,
      Map<String, Double> magnitudes,
      Map<SliceAxis, SliceExtents> slices) {
    if (percentile == ALL) {
      return;
    }
    double share = 1 - percentile / ALL;
    slices.replaceAll(
        (axis, seen) -> {
          if (!wanted.test(axis.value())) {
            return seen;
          }
          magnitudes.merge(axis.value(), seen.together().within(share).magnitude(0), Math::min);
          return seen.within(share);
        });
  }
}
