package dev.vouch.verifier.circuit.layout;

import dev.vouch.verifier.circuit.PaddedSpace;
import java.util.List;

/**
 * The leaves of one lookup or one table, which is not direct, in the tree of §4.
 *
 * @param space padded space of the cells
 * @param base address of the first leaf, a multiple of 2^bits
 * @param tag 1 + index of the table
 * @param keys tensors of the tuple: the lookup's keys or the table's columns
 * @param multiplicity tensor of the multiplicities, or −1 for a lookup
 */
public record LeafBlock(
    PaddedSpace space, long base, int tag, List<Integer> keys, int multiplicity) {
  public LeafBlock {
    keys = List.copyOf(keys);
  }

  /** Whether the leaves belong to a table. */
  public boolean isTable() {
    return multiplicity >= 0;
  }
}
