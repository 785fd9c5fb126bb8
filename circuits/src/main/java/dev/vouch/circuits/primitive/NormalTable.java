package dev.vouch.circuits.primitive;

import java.util.Arrays;
import java.util.List;

/**
 * The table of the top limb of a mantissa (docs/spec/primitives.md §8): any limb where nothing was
 * shifted out, else one that shows the mantissa to be normal.
 *
 * @param bits width of the limb
 * @param step g: a normal mantissa loses its magnitude's top digit if g more bits are shifted out
 * @param signed whether mantissas are in two's complement, moved up by half their range
 */
record NormalTable(int bits, int step, boolean signed) implements LayoutTable {
  /** In the place of a flag, where there is no such limb. */
  private static final long NO_LIMB = 2;

  @Override
  public long rows() {
    return 2L << bits;
  }

  /** The least argument; the argument is d + 2^bits · flag, with d balanced. */
  long start() {
    return -(1L << (bits - 1));
  }

  /** For each argument the flag, or what no flag is. */
  List<long[]> columns() {
    int size = 1 << bits;
    long[] flags = new long[2 * size];
    Arrays.fill(flags, size, 2 * size, 1);
    int small = size >> step;
    int from = size + (signed ? (size - small) / 2 : 0);
    Arrays.fill(flags, from, from + small, NO_LIMB);
    return List.of(flags);
  }
}
