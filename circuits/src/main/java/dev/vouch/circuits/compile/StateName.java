package dev.vouch.circuits.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words of an input's or output's name, in lower case; letters and digits are words of their
 * own, and of {@code hn} or {@code cx} only the first letter.
 */
record StateName(List<String> words) {
  private static final Set<String> OLD_OR_NEW =
      Set.of(
          "old",
          "new",
          "prev",
          "previous",
          "past",
          "next",
          "present",
          "init",
          "initial",
          "final",
          "current",
          "updated");

  /** These tell old from new in names of states only. */
  private static final Set<String> IN_OR_OUT =
      Set.of("in", "input", "out", "output", "n", "t", "y");

  private static final Set<String> OF_STATES =
      Set.of("h", "c", "state", "hidden", "cell", "memory", "mem", "cache", "carry");

  private static final String BETWEEN_WORDS =
      "[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])";

  StateName {
    words = List.copyOf(words);
  }

  static StateName of(String name) {
    List<String> words = new ArrayList<>();
    Arrays.stream(name.split(BETWEEN_WORDS))
        .filter(word -> !word.isEmpty())
        .map(word -> word.toLowerCase(Locale.ROOT))
        .map(word -> word.matches("[hc][nxyt]") ? word.substring(0, 1) : word)
        .forEach(words::add);
    return new StateName(words);
  }

  /** The words without those that tell old from new; of nothing else, none. */
  List<String> stem() {
    return words.stream()
        .filter(word -> !OLD_OR_NEW.contains(word) && !IN_OR_OUT.contains(word))
        .toList();
  }

  /** The stem without 0, as in {@code h_0}, which is followed by {@code h_n}. */
  List<String> withoutZero() {
    return stem().stream().filter(word -> !word.equals("0")).toList();
  }

  /** The stem without numbers, as {@code state1} may follow from {@code state0}. */
  List<String> withoutNumbers() {
    return stem().stream().filter(word -> !Character.isDigit(word.charAt(0))).toList();
  }

  /** Whether an input and an output of one stem are a state, and not just similar. */
  boolean tellsStateWith(StateName output) {
    return stem().stream().anyMatch(OF_STATES::contains)
        || words.stream().anyMatch(OLD_OR_NEW::contains)
        || output.words.stream().anyMatch(OLD_OR_NEW::contains);
  }
}
