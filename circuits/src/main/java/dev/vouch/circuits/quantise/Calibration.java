package dev.vouch.circuits.quantise;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Largest magnitudes of a graph's values over calibration samples; the scales of the integer
 * program follow from them.
 *
 * @param magnitudes by value name; values that are missing get a scale from interval analysis
 * @param samples how many samples were seen
 * @param synthetic whether the samples were made up
 */
public record Calibration(Map<String, Double> magnitudes, int samples, boolean synthetic) {
  public Calibration {
    magnitudes = Map.copyOf(magnitudes);
  }

  /** Largest |x| seen of a value. */
  public OptionalDouble magnitude(String value) {
    Double known = magnitudes.get(value);
    return known == null ? OptionalDouble.empty() : OptionalDouble.of(known);
  }

  /** Magnitudes known from elsewhere. */
  public static Calibration of(Map<String, Double> magnitudes) {
    return new Calibration(new HashMap<>(magnitudes), 0, false);
  }
}
