package dev.vouch.circuits.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Answers with what data and weights tell, rounded to what may be published, and keeps it. */
public final class Recording implements Measurements {
  private final Map<Quantity, Map<String, List<Double>>> quantities = new EnumMap<>(Quantity.class);
  private final Map<Choice, Map<String, List<Integer>>> choices = new EnumMap<>(Choice.class);
  private String node = "";

  /** What was asked so far, and answered; changes with what is asked next. */
  public Answers answers() {
    return new Answers(quantities, choices);
  }

  @Override
  public void node(String name) {
    node = name;
  }

  @Override
  public OptionalDouble ofValue(Quantity quantity, String value, OptionalDouble exact) {
    if (exact.isEmpty()) {
      return exact;
    }
    double canonical = quantity.canonical(exact.getAsDouble());
    of(quantities, quantity).put(value, List.of(canonical));
    return OptionalDouble.of(canonical);
  }

  @Override
  public double ofWeights(Quantity quantity, String weights, double exact) {
    double canonical = quantity.canonical(exact);
    of(quantities, quantity)
        .computeIfAbsent(key(node, weights), missing -> new ArrayList<>())
        .add(canonical);
    return canonical;
  }

  @Override
  public int ofWeights(Choice choice, String weights, int exact) {
    of(choices, choice)
        .computeIfAbsent(key(node, weights), missing -> new ArrayList<>())
        .add(exact);
    return exact;
  }

  @Override
  public int[] choice(Choice choice, String about, Supplier<int[]> exact) {
    int[] chosen = exact.get();
    if (chosen.length > 0) {
      of(choices, choice).put(about, list(chosen));
    }
    return chosen;
  }

  @Override
  public Map<String, int[]> choices(Choice choice, Supplier<Map<String, int[]>> exact) {
    Map<String, int[]> chosen = exact.get();
    chosen.forEach((about, integers) -> of(choices, choice).put(about, list(integers)));
    return chosen;
  }

  @Override
  public boolean seesModel() {
    return true;
  }

  /** The weights that a node asks about. */
  static String key(String node, String weights) {
    return weights + " in " + node;
  }

  private static <K extends Enum<K>, V> Map<String, V> of(Map<K, Map<String, V>> all, K kind) {
    return all.computeIfAbsent(kind, missing -> new TreeMap<>());
  }

  private static List<Integer> list(int... integers) {
    return Arrays.stream(integers).boxed().toList();
  }
}
