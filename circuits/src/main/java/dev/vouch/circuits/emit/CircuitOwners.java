package dev.vouch.circuits.emit;

import java.util.List;

/**
 * The program tensor for which each part of a circuit was emitted: the one that its primitive
 * computes, or the input, weight or constant that it declares. {@link #NONE} for tables, which
 * primitives share.
 *
 * @param tensors one a tensor of the circuit
 * @param lookups one a lookup
 * @param zeros one an assertion of zero
 */
public record CircuitOwners(List<Integer> tensors, List<Integer> lookups, List<Integer> zeros) {
  /** No program tensor. */
  public static final int NONE = -1;

  public CircuitOwners {
    tensors = List.copyOf(tensors);
    lookups = List.copyOf(lookups);
    zeros = List.copyOf(zeros);
  }
}
