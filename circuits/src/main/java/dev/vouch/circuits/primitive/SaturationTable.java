package dev.vouch.circuits.primitive;

import dev.vouch.circuits.integer.Interval;
import java.util.List;

/**
 * The table of a saturating requantisation (docs/spec/primitives.md §4): for each possible high
 * part h of q − lo the flag "clamped" and the saturated value minus lo.
 *
 * @param hMin least h
 * @param hMax greatest h
 * @param inside G: 0 ≤ h < G is not clamped
 * @param top hi − lo
 */
record SaturationTable(long hMin, long hMax, long inside, long top) implements LayoutTable {
  /**
   * The table for quotients in a given range; the bounds of h are rounded outwards to powers of
   * two, so that layers share tables.
   *
   * @param quotients range of q
   * @param bounds lo and hi of the clamp
   * @param lowBits k
   */
  static SaturationTable of(Interval quotients, Interval bounds, int lowBits) {
    long least = (quotients.lo() - bounds.lo()) >> lowBits;
    long most = (quotients.hi() - bounds.lo()) >> lowBits;
    long top = bounds.hi() - bounds.lo();
    return new SaturationTable(-roundUp(-least), roundUp(most + 1) - 1, (top + 1) >> lowBits, top);
  }

  /** The least power of two ≥ value; 0 for values ≤ 0. */
  private static long roundUp(long value) {
    return value <= 1 ? Math.max(value, 0) : Long.highestOneBit(value - 1) << 1;
  }

  @Override
  public long rows() {
    return hMax - hMin + 1;
  }

  /** 1 if a high part means that the quotient is clamped. */
  long clamped(long high) {
    return 0 <= high && high < inside ? 0 : 1;
  }

  /** Columns "clamped" and "saturated value − lo". */
  List<long[]> columns() {
    int rows = Math.toIntExact(rows());
    long[] flag = new long[rows];
    long[] value = new long[rows];
    for (int row = 0; row < rows; row++) {
      flag[row] = clamped(hMin + row);
      value[row] = hMin + row >= inside ? top : 0;
    }
    return List.of(flag, value);
  }
}
