package dev.vouch.verifier.circuit;

import java.util.List;

/**
 * Assertion: for each cell the tuple of key values is a row of the table.
 *
 * @param table index of the table
 * @param keys tensor indices, one per column of the table, all of one shape
 */
public record Lookup(int table, List<Integer> keys) {
  public Lookup {
    keys = List.copyOf(keys);
  }
}
