package dev.vouch.circuits.equalise;

import dev.vouch.circuits.measure.Choice;
import dev.vouch.circuits.measure.Measurements;
import dev.vouch.circuits.node.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is chosen for slices of unlike size.
 *
 * @param axes of each value along which it may have factors
 * @param answers to what nodes ask, by first output; of those that are all no, nothing
 * @param factors of values inside the graph
 * @param ports factors of inputs and outputs
 */
record SliceChoices(
    Map<String, Integer> axes,
    Map<String, int[]> answers,
    Map<String, SliceExponents> factors,
    Map<String, SliceExponents> ports) {
  /** The same with factors of ports that are given. */
  SliceChoices withPorts(Map<String, Optional<SliceExponents>> given) {
    Map<String, SliceExponents> changed = new LinkedHashMap<>(ports);
    given.forEach(
        (port, exponents) ->
            exponents.ifPresentOrElse(
                known -> changed.put(port, known), () -> changed.remove(port)));
    return new SliceChoices(axes, answers, factors, changed);
  }

  /** Whether no slice is scaled. */
  boolean areNone() {
    return factors.isEmpty() && ports.isEmpty();
  }

  /** The answers to what a node asks. */
  SliceAnswers answers(Node node) {
    return new RecordedAnswers(answers.getOrDefault(node.outputs().get(0), new int[0]));
  }

  /** Records the choices. */
  void tell(Measurements measurements) {
    Map<String, int[]> ofAxes = new HashMap<>();
    axes.forEach((value, axis) -> ofAxes.put(value, new int[] {axis}));
    measurements.choices(Choice.AXIS, () -> ofAxes);
    measurements.choices(Choice.SLICES, () -> answers);
    measurements.choices(Choice.FACTORS, () -> integers(factors));
    measurements.choices(Choice.PORTS, () -> integers(ports));
  }

  /** The choices that are recorded. */
  static SliceChoices recorded(Measurements measurements) {
    Map<String, Integer> axes = new HashMap<>();
    measurements.choices(Choice.AXIS, Map::of).forEach((value, axis) -> axes.put(value, axis[0]));
    return new SliceChoices(
        axes,
        measurements.choices(Choice.SLICES, Map::of),
        exponents(measurements.choices(Choice.FACTORS, Map::of)),
        exponents(measurements.choices(Choice.PORTS, Map::of)));
  }

  private static Map<String, int[]> integers(Map<String, SliceExponents> exponents) {
    Map<String, int[]> integers = new HashMap<>();
    exponents.forEach(
        (value, slices) -> {
          List<Integer> all = new ArrayList<>(List.of(slices.axis()));
          all.addAll(slices.exponents());
          integers.put(value, all.stream().mapToInt(Integer::intValue).toArray());
        });
    return integers;
  }

  private static Map<String, SliceExponents> exponents(Map<String, int[]> integers) {
    Map<String, SliceExponents> exponents = new LinkedHashMap<>();
    integers.forEach(
        (value, all) ->
            exponents.put(
                value, new SliceExponents(all[0], Arrays.stream(all).skip(1).boxed().toList())));
    return exponents;
  }
}
