package dev.vouch.circuits.quantise;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Magnitudes of a graph's values over calibration samples; the scales of the integer program follow
 * from them.
 *
 * @param magnitudes the largest by value name; values that are missing get a scale from interval
 *     analysis
 * @param least the least by value name, of cells that are not 0
 * @param slices what was seen of the slices along axes; not to be changed
 * @param states outputs that go in again with the next step, by input; the magnitudes are those of
 *     many steps
 * @param samples how many samples were seen
 * @param synthetic whether the samples were made up
 */
public record Calibration(
    Map<String, Double> magnitudes,
    Map<String, Double> least,
    Map<SliceAxis, SliceExtents> slices,
    Map<String, String> states,
    int samples,
    boolean synthetic) {
  public Calibration {
    magnitudes = Map.copyOf(magnitudes);
    least = Map.copyOf(least);
    slices = Map.copyOf(slices);
    states = Map.copyOf(states);
  }

  /** Largest |x| seen of a value. */
  public OptionalDouble magnitude(String value) {
    Double known = magnitudes.get(value);
    return known == null ? OptionalDouble.empty() : OptionalDouble.of(known);
  }

  /**
   * Least and greatest number seen of a value, 0 counted in; ± the largest magnitude where the
   * cells' signs are not known.
   */
  public double[] extent(String value, int[] shape) {
    for (int axis : SliceAxis.candidates(shape)) {
      SliceExtents seen = slices(new SliceAxis(value, axis));
      if (seen.count() > 0) {
        double least = Arrays.stream(seen.least()).min().orElse(0);
        double most = Arrays.stream(seen.most()).max().orElse(0);
        return new double[] {Math.min(0, least), Math.max(0, most)};
      }
    }
    double magnitude = magnitude(value).orElse(1);
    return new double[] {-magnitude, magnitude};
  }

  /** Least |x| other than 0 seen of a value. */
  public OptionalDouble least(String value) {
    Double known = least.get(value);
    return known == null || known.isInfinite() ? OptionalDouble.empty() : OptionalDouble.of(known);
  }

  /** What was seen of the slices of a value; of none if they are not known. */
  public SliceExtents slices(SliceAxis axis) {
    return slices.getOrDefault(axis, SliceExtents.none(0));
  }

  /** What was seen of the slices of a value along each axis that is known. */
  public Map<SliceAxis, SliceExtents> ofValue(String value) {
    return slices.entrySet().stream()
        .filter(known -> known.getKey().value().equals(value))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The same with other magnitudes of values and slices. */
  public Calibration with(
      Map<String, Double> values,
      Map<String, Double> leastOfValues,
      Map<SliceAxis, SliceExtents> ofSlices) {
    return new Calibration(values, leastOfValues, ofSlices, states, samples, synthetic);
  }

  /** Largest |x| seen of the slice along an axis that is least; without slices that are 0. */
  public OptionalDouble leastSlice(SliceAxis axis) {
    return Arrays.stream(slices(axis).magnitudes()).filter(size -> size > 0).min();
  }

  /** Magnitudes known from elsewhere. */
  public static Calibration of(Map<String, Double> magnitudes) {
    return new Calibration(new HashMap<>(magnitudes), Map.of(), Map.of(), Map.of(), 0, false);
  }
}
