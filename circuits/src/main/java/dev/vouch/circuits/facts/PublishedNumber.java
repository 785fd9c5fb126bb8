package dev.vouch.circuits.facts;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A number that whoever has the file sees and that was not fixed by the architecture alone.
 *
 * @param name of the tensor or table
 * @param what it says
 * @param from what it was derived from
 * @param values by name
 * @param scaleExponents one a slice along the axis {@code scaleAxis} of the values; empty where
 *     there is one scale, or none
 */
public record PublishedNumber(
    String name, String what, String from, Map<String, Long> values, List<Integer> scaleExponents) {
  /** Sorts the values by name. */
  public PublishedNumber {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    scaleExponents = List.copyOf(scaleExponents);
  }

  /** A number without scales per slice. */
  PublishedNumber(String name, String what, String from, Map<String, Long> values) {
    this(name, what, from, values, List.of());
  }
}
