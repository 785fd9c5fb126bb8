package dev.vouch.circuits.importer;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Names for the nodes and values that import adds to a graph. Not thread-safe. */
final class FreshNames {
  /** Longer names are cut, so that a small file cannot ask for many long ones. */
  private static final int MAX_LENGTH = 160;

  private final Set<String> taken;
  private final Map<String, Integer> next = new HashMap<>();

  FreshNames(Collection<String> taken) {
    this.taken = new HashSet<>(taken);
  }

  /** A name that nothing has, and that is this one if possible. */
  String of(String wanted) {
    String base = wanted.length() > MAX_LENGTH ? wanted.substring(0, MAX_LENGTH) : wanted;
    String name = base;
    while (!taken.add(name)) {
      name = base + "_" + next.merge(base, 1, Integer::sum);
    }
    return name;
  }
}
