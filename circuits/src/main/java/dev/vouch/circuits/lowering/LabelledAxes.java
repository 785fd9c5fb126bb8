package dev.vouch.circuits.lowering;

import dev.vouch.circuits.view.Refinement;
import dev.vouch.circuits.view.View;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The axes of a sum of products by their labels: each a row-major product of factors, fine enough
 * for every operand that has the label. Not thread-safe.
 */
final class LabelledAxes {
  private final Map<Character, List<Integer>> factors = new HashMap<>();

  /** Gives an axis a length. */
  void set(char label, int length) {
    factors.put(label, List.of(length));
  }

  /** Factors of an axis, outermost first; one that no operand has is of length 1. */
  List<Integer> factors(char label) {
    List<Integer> lengths = factors.getOrDefault(label, List.of());
    return lengths.isEmpty() ? List.of(1) : lengths;
  }

  /** Refines one axis so that it is also a product of these lengths, if that is possible. */
  boolean refine(char label, List<Integer> lengths) {
    Optional<List<Integer>> common =
        Refinement.common(factors.getOrDefault(label, lengths), lengths);
    common.ifPresent(refined -> factors.put(label, refined));
    return common.isPresent();
  }

  /** Refines the axes so that they fit the labelled axes of a view: all of them, or none. */
  boolean refine(String labels, View view) {
    Map<Character, List<Integer>> before = new HashMap<>(factors);
    for (int axis = 0; axis < view.rank(); axis++) {
      if (!refine(labels.charAt(axis), view.factors(axis))) {
        factors.clear();
        factors.putAll(before);
        return false;
      }
    }
    return true;
  }
}
