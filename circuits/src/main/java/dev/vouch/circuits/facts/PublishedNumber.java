package dev.vouch.circuits.facts;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A number that whoever has the file sees and that was not fixed by the architecture alone.
 *
 * @param name of the tensor or table
 * @param what it says
 * @param from what it was derived from
 * @param values by name
 */
public record PublishedNumber(String name, String what, String from, Map<String, Long> values) {
  /** Sorts the values by name. */
  public PublishedNumber {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }
}
