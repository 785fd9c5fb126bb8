package dev.vouch.circuits.integer;

/**
 * At which ends of a tensor's range values are cut off only because integers have a width: there
 * the network saturates. A clamp that belongs to the operator, such as Relu's at 0, cuts nothing
 * off.
 *
 * @param below at the least value
 * @param above at the greatest value
 */
public record CutEnds(boolean below, boolean above) {
  /** Both ends. */
  public static final CutEnds BOTH = new CutEnds(true, true);

  /** Neither end. */
  public static final CutEnds NONE = new CutEnds(false, false);

  /** Largest value of {@link #bits}. */
  public static final int MAX_BITS = 3;

  /** The ends of {@link #bits}. */
  public static CutEnds ofBits(int bits) {
    return new CutEnds((bits & 1) != 0, (bits & 2) != 0);
  }

  /** 1 for the lower end, 2 for the upper, their sum for both. */
  public int bits() {
    return (below ? 1 : 0) | (above ? 2 : 0);
  }

  /** The ends of either. */
  public CutEnds or(CutEnds other) {
    return new CutEnds(below || other.below, above || other.above);
  }
}
