package dev.vouch.circuits.lowering;

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

  /** The ends of either. */
  public CutEnds or(CutEnds other) {
    return new CutEnds(below || other.below, above || other.above);
  }
}
