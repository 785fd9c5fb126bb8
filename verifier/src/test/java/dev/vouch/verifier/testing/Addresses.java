package dev.vouch.verifier.testing;

import dev.vouch.verifier.circuit.PaddedSpace;

/** Where cells lie, by the definition of protocol.md §2.1 and nothing faster. */
public final class Addresses {
  private Addresses() {}

  /** The padded address of a row-major cell: its axis bits one behind another. */
  public static int of(PaddedSpace space, int cell) {
    int address = 0;
    int shift = 0;
    int rest = cell;
    for (int axis = space.rank() - 1; axis >= 0; axis--) {
      address |= rest % space.length(axis) << shift;
      shift += space.axisBits(axis);
      rest /= space.length(axis);
    }
    return address;
  }
}
