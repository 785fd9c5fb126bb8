package dev.vouch.circuits.primitive;

/**
 * The table of all digits of a limb (docs/spec/primitives.md §0).
 *
 * @param bits width of the limb
 */
record DigitTable(int bits) implements LayoutTable {
  @Override
  public long rows() {
    return 1L << bits;
  }
}
