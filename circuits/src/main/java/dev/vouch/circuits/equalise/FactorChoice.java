package dev.vouch.circuits.equalise;

import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.circuits.quantise.SliceAxis;
import dev.vouch.circuits.quantise.SliceExtents;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses factors for groups of slices. Groups whose slices lie side by side in some value form a
 * neighbourhood: all of them become about as large as its largest slice, or as the largest one that
 * cannot have a factor. A value has factors along one axis only.
 */
final class FactorChoice {
  /** Factors that differ by less do not pay. */
  private static final int LEAST_SPREAD = 3;

  private static final int MAX_EXPONENT = 40;

  /**
   * A slice that was never 0 is made at most half the size that is wanted: what was seen of one
   * slice says less than what was seen of all.
   */
  private static final int GUARD = 1;

  /** As {@link #GUARD}, of slices that were 0 in some samples. */
  private static final int GUARD_OF_FREQUENT = 3;

  /** As {@link #GUARD}, of slices that were 0 in most samples. */
  private static final int GUARD_OF_RARE = 8;

  private final SliceGroups groups;
  private final Calibration calibration;
  private final Map<Integer, Double> magnitudes = new HashMap<>();
  private final Map<Integer, Integer> active = new HashMap<>();
  private final Map<Integer, Neighbourhood> byGroup = new HashMap<>();

  private static final class Neighbourhood {
    final List<SliceAxis> axes = new ArrayList<>();
    final List<Integer> members = new ArrayList<>();

    /** Largest slice of these axes that cannot have a factor. */
    double unscaled;

    final Map<Integer, Integer> exponents = new HashMap<>();

    int spread() {
      int least = unscaled > 0 ? 0 : Integer.MAX_VALUE;
      int most = unscaled > 0 ? 0 : Integer.MIN_VALUE;
      for (int exponent : exponents.values()) {
        least = Math.min(least, exponent);
        most = Math.max(most, exponent);
      }
      return exponents.isEmpty() ? 0 : most - least;
    }
  }

  FactorChoice(SliceGroups groups, Calibration calibration) {
    this.groups = groups;
    this.calibration = calibration;
    groups.axes().forEach(this::measure);
    groups.axes().forEach(this::gather);
  }

  private void measure(SliceAxis axis) {
    SliceExtents extents = calibration.slices(axis);
    double[] slices = extents.magnitudes();
    for (int slice = 0; slice < slices.length; slice++) {
      int group = groups.group(axis, slice);
      magnitudes.merge(group, slices[slice], Math::max);
      active.merge(group, extents.active()[slice], Math::max);
    }
  }

  /** Merges the neighbourhoods of an axis's slices. */
  private void gather(SliceAxis axis) {
    double[] slices = calibration.slices(axis).magnitudes();
    Neighbourhood all = new Neighbourhood();
    all.axes.add(axis);
    for (int slice = 0; slice < slices.length; slice++) {
      int group = groups.group(axis, slice);
      if (group == SliceGroups.UNSCALED) {
        all.unscaled = Math.max(all.unscaled, slices[slice]);
        continue;
      }
      Neighbourhood known = byGroup.get(group);
      if (known == null) {
        all.members.add(group);
        byGroup.put(group, all);
      } else if (known != all) {
        all.axes.addAll(known.axes);
        known.members.forEach(member -> byGroup.put(member, all));
        all.members.addAll(known.members);
        all.unscaled = Math.max(all.unscaled, known.unscaled);
      }
    }
  }

  /** The factors of all values that have some. */
  Map<String, SliceExponents> factors() {
    List<Neighbourhood> neighbourhoods = byGroup.values().stream().distinct().toList();
    neighbourhoods.forEach(this::choose);
    List<Neighbourhood> paying =
        neighbourhoods.stream()
            .filter(neighbourhood -> neighbourhood.spread() >= LEAST_SPREAD)
            .sorted(
                Comparator.comparingInt(Neighbourhood::spread)
                    .reversed()
                    .thenComparing(neighbourhood -> neighbourhood.axes.get(0).value()))
            .toList();
    Map<String, SliceExponents> factors = new LinkedHashMap<>();
    for (Neighbourhood neighbourhood : paying) {
      if (neighbourhood.axes.stream().noneMatch(axis -> factors.containsKey(axis.value()))) {
        neighbourhood.axes.forEach(axis -> put(factors, axis, neighbourhood));
      }
    }
    return factors;
  }

  private void choose(Neighbourhood neighbourhood) {
    double wanted = neighbourhood.unscaled;
    if (wanted == 0) {
      for (int group : neighbourhood.members) {
        wanted = Math.max(wanted, magnitudes.getOrDefault(group, 0.0));
      }
    }
    for (int group : neighbourhood.members) {
      double magnitude = magnitudes.getOrDefault(group, 0.0);
      if (magnitude > 0 && wanted > 0) {
        neighbourhood.exponents.put(group, exponent(group, wanted / magnitude));
      }
    }
  }

  private int exponent(int group, double ratio) {
    int exponent = Math.getExponent(ratio);
    if (exponent > 0) {
      exponent = Math.max(0, exponent - guard(active.getOrDefault(group, 0)));
    }
    return Math.max(-MAX_EXPONENT, Math.min(MAX_EXPONENT, exponent));
  }

  private int guard(int seen) {
    if (seen == calibration.samples()) {
      return GUARD;
    }
    return 2 * seen < calibration.samples() ? GUARD_OF_RARE : GUARD_OF_FREQUENT;
  }

  private void put(
      Map<String, SliceExponents> factors, SliceAxis axis, Neighbourhood neighbourhood) {
    List<Integer> exponents = new ArrayList<>();
    for (int slice = 0; slice < groups.length(axis); slice++) {
      exponents.add(neighbourhood.exponents.getOrDefault(groups.group(axis, slice), 0));
    }
    SliceExponents chosen = new SliceExponents(axis.axis(), exponents);
    if (chosen.scales()) {
      factors.put(axis.value(), chosen);
    }
  }
}
