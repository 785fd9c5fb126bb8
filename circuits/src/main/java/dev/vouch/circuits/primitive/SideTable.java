package dev.vouch.circuits.primitive;

import java.util.Arrays;
import java.util.List;

/**
 * The table of the top limb of a distance and of the side that it lies on (docs/spec/primitives.md
 * §10): any limb beside 0, and any beside 1.
 *
 * @param bits width of the limb
 */
record SideTable(int bits) implements LayoutTable {
  @Override
  public long rows() {
    return 2L << bits;
  }

  /** The least argument; the argument is d + 2^bits · side, with d balanced. */
  long start() {
    return -(1L << (bits - 1));
  }

  /** For each argument the side. */
  List<long[]> columns() {
    long[] sides = new long[2 << bits];
    Arrays.fill(sides, 1 << bits, 2 << bits, 1);
    return List.of(sides);
  }
}
