package dev.vouch.circuits.primitive;

import java.util.Arrays;
import java.util.List;

/**
 * The table that tells whether a limb is 0 (docs/spec/primitives.md §5).
 *
 * @param bits width of the limb
 * @param joined whether there are limbs above: the argument is then d + 2^bits · (flag above)
 */
record ZeroTable(int bits, boolean joined) implements LayoutTable {
  @Override
  public long rows() {
    return joined ? 2L << bits : 1L << bits;
  }

  /**
   * For the argument d the flag d = 0; if joined, for d + 2^bits · (flag above) the flag above, and
   * whether d = 0 and all above are 0.
   */
  List<long[]> columns() {
    int size = 1 << bits;
    long[] above = new long[Math.toIntExact(rows())];
    long[] zero = new long[above.length];
    Arrays.fill(above, joined ? size : 0, above.length, 1);
    zero[joined ? size : 0] = 1;
    return joined ? List.of(above, zero) : List.of(zero);
  }
}
