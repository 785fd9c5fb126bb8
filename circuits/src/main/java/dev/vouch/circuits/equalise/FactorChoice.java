package dev.vouch.circuits.equalise;

import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.quantise.SliceAxis;
import dev.vouch.circuits.quantise.SliceExtents;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses factors for groups of slices. Groups whose slices lie side by side in some value form a
 * neighbourhood: all of them become about as large as its largest slice, or as the largest one that
 * does not arise scaled. Neighbourhoods without a source gain nothing. A value has factors along
 * one axis only.
 */
final class FactorChoice {
  /** Factors that differ by less do not pay. */
  private static final int LEAST_SPREAD = 3;

  /** As {@link #LEAST_SPREAD} where only weights, which have more digits, gain by factors. */
  private static final int OF_WEIGHTS = 8;

  /** Factors that differ by so much between a port and the value inside cost the port digits. */
  private static final int APART = 4;

  private final SliceGroups groups;
  private final SliceSizes sizes;
  private final Set<Integer> sources;
  private final Map<Integer, Double> magnitudes = new HashMap<>();
  private final Map<Integer, Integer> active = new HashMap<>();
  private final Map<Integer, Neighbourhood> byGroup = new HashMap<>();

  private static final class Neighbourhood {
    final List<SliceAxis> axes = new ArrayList<>();
    final List<Integer> members = new ArrayList<>();

    final Map<Integer, Integer> exponents = new HashMap<>();

    int spread() {
      int least = Integer.MAX_VALUE;
      int most = Integer.MIN_VALUE;
      for (int exponent : exponents.values()) {
        least = Math.min(least, exponent);
        most = Math.max(most, exponent);
      }
      return exponents.isEmpty() ? 0 : most - least;
    }
  }

  FactorChoice(SliceGroups groups, SliceSizes sizes) {
    this.groups = groups;
    this.sizes = sizes;
    this.sources = groups.sources();
    groups.axes().forEach(this::measure);
    groups.axes().forEach(this::gather);
  }

  private void measure(SliceAxis axis) {
    SliceExtents extents = sizes.of(axis);
    double[] slices = extents.magnitudes();
    for (int slice = 0; slice < slices.length; slice++) {
      int group = groups.group(axis, slice);
      magnitudes.merge(group, slices[slice], Math::max);
      active.merge(group, extents.active()[slice], Math::max);
    }
  }

  /** Merges the neighbourhoods of an axis's slices. */
  private void gather(SliceAxis axis) {
    double[] slices = sizes.of(axis).magnitudes();
    Neighbourhood all = new Neighbourhood();
    all.axes.add(axis);
    for (int slice = 0; slice < slices.length; slice++) {
      int group = groups.group(axis, slice);
      Neighbourhood known = byGroup.get(group);
      if (known == null) {
        all.members.add(group);
        byGroup.put(group, all);
      } else if (known != all) {
        all.axes.addAll(known.axes);
        known.members.forEach(member -> byGroup.put(member, all));
        all.members.addAll(known.members);
      }
    }
  }

  /** The factors of all values that have some; no value is known along two axes. */
  Map<String, SliceExponents> factors() {
    Map<String, SliceExponents> factors = new LinkedHashMap<>();
    for (Neighbourhood neighbourhood : paying()) {
      neighbourhood.axes.forEach(axis -> put(factors, axis, neighbourhood));
    }
    return factors;
  }

  /**
   * The factors of inputs, and of outputs whose slices arise scaled: those of the value inside, up
   * to a common one, or its own where these would cost it digits. At most 0, and 0 for some slice.
   *
   * @param inside factors inside the graph
   */
  Map<String, SliceExponents> ports(Graph graph, Map<String, SliceExponents> inside) {
    Map<String, SliceExponents> ports = new LinkedHashMap<>();
    graph.inputs().forEach(input -> put(ports, input, portOf(input, inside.get(input))));
    graph.outputs().stream()
        .filter(output -> inside.containsKey(output) || isSource(output))
        .forEach(output -> put(ports, output, portOf(output, inside.get(output))));
    return ports;
  }

  private static void put(
      Map<String, SliceExponents> ports, String value, @Nullable SliceExponents exponents) {
    if (exponents != null && exponents.spread() > 0) {
      ports.put(value, exponents.plus(-exponents.most()));
    }
  }

  private boolean isSource(String value) {
    SliceAxis axis = groups.axis(value);
    return axis != null
        && IntStream.range(0, groups.length(axis))
            .allMatch(slice -> sources.contains(groups.group(axis, slice)));
  }

  private @Nullable SliceExponents portOf(String value, @Nullable SliceExponents inside) {
    SliceAxis axis = groups.axis(value);
    if (axis == null) {
      return null;
    }
    int most = sizes.mostOfPort(axis);
    SliceExponents own = sizes.levelled(axis).atMost(most);
    if (inside != null && inside.spread() <= most && own.plus(inside.times(-1)).spread() < APART) {
      return inside;
    }
    return own.spread() < LEAST_SPREAD ? null : own;
  }

  /** Neighbourhoods whose factors pay, those whose slices are most unlike first. */
  private List<Neighbourhood> paying() {
    Set<Integer> sinks = groups.sinks();
    return byGroup.values().stream()
        .distinct()
        .filter(n -> n.members.stream().anyMatch(sources::contains))
        .peek(this::choose)
        .filter(
            n ->
                n.spread()
                    >= (n.members.stream().anyMatch(sinks::contains) ? LEAST_SPREAD : OF_WEIGHTS))
        .sorted(
            Comparator.comparingInt(Neighbourhood::spread)
                .reversed()
                .thenComparing(neighbourhood -> neighbourhood.axes.get(0).value()))
        .toList();
  }

  private void choose(Neighbourhood neighbourhood) {
    double unscaled = 0;
    double wanted = 0;
    for (int group : neighbourhood.members) {
      double magnitude = magnitudes.getOrDefault(group, 0.0);
      wanted = Math.max(wanted, magnitude);
      unscaled = Math.max(unscaled, sources.contains(group) ? 0 : magnitude);
    }
    wanted = unscaled > 0 ? unscaled : wanted;
    for (int group : neighbourhood.members) {
      double magnitude = magnitudes.getOrDefault(group, 0.0);
      if (magnitude > 0 && wanted > 0) {
        neighbourhood.exponents.put(
            group, sizes.exponent(wanted / magnitude, active.getOrDefault(group, 0)));
      }
    }
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
