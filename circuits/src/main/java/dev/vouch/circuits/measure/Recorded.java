package dev.vouch.circuits.measure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * Repeats recorded answers, whatever data and weights are. A question about weights that was not
 * recorded is an error ({@link MissingAnswerException}); a value without a number counts as one
 * that calibration has not seen.
 */
public final class Recorded implements Measurements {
  private final Answers answers;
  private final Map<Enum<?>, Map<String, Integer>> asked = new HashMap<>();
  private String node = "";

  /** Answers from a record, which is not changed. */
  public Recorded(Answers answers) {
    this.answers = answers;
  }

  @Override
  public void node(String name) {
    node = name;
  }

  @Override
  public OptionalDouble ofValue(Quantity quantity, String value, OptionalDouble exact) {
    List<Double> known = answers.quantities().getOrDefault(quantity, Map.of()).get(value);
    return known == null ? OptionalDouble.empty() : OptionalDouble.of(known.get(0));
  }

  @Override
  public double ofWeights(Quantity quantity, String weights, double exact) {
    return next(
        quantity, quantity.label(), answers.quantities().getOrDefault(quantity, Map.of()), weights);
  }

  @Override
  public int ofWeights(Choice choice, String weights, int exact) {
    return next(choice, choice.label(), answers.choices().getOrDefault(choice, Map.of()), weights);
  }

  private <T> T next(Enum<?> kind, String label, Map<String, List<T>> known, String weights) {
    String key = Recording.key(node, weights);
    int place =
        asked.computeIfAbsent(kind, missing -> new HashMap<>()).merge(key, 1, Integer::sum) - 1;
    List<T> all = known.getOrDefault(key, List.of());
    if (place >= all.size()) {
      throw new MissingAnswerException(label, key);
    }
    return all.get(place);
  }

  @Override
  public int[] choice(Choice choice, String about, Supplier<int[]> exact) {
    return array(answers.choices().getOrDefault(choice, Map.of()).getOrDefault(about, List.of()));
  }

  @Override
  public Map<String, int[]> choices(Choice choice, Supplier<Map<String, int[]>> exact) {
    Map<String, int[]> all = new HashMap<>();
    answers
        .choices()
        .getOrDefault(choice, Map.of())
        .forEach((about, integers) -> all.put(about, array(integers)));
    return all;
  }

  @Override
  public boolean seesModel() {
    return false;
  }

  private static int[] array(List<Integer> integers) {
    return integers.stream().mapToInt(Integer::intValue).toArray();
  }
}
