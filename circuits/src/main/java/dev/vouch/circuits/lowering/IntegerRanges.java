package dev.vouch.circuits.lowering;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.RangeExceededException;

/** Ranges of integer and boolean values of a graph, as far as integer programs reach. */
public final class IntegerRanges {
  /** Bits that an input has at least, if its type has them. */
  private static final int LEAST_BITS = 16;

  /** Bits beyond the calibrated magnitude. */
  private static final int MARGIN_BITS = 1;

  /** Wider inputs get no margin: sums of two of them stay within ±2^62 as it is. */
  private static final int WIDEST_WITH_MARGIN = 62;

  /** No magnitude passes 2^62. */
  private static final int MAGNITUDE_BITS = 62;

  private IntegerRanges() {}

  /** The values of a type; of a type of 64 bits those within ±2^62. */
  public static Interval of(DataType type) {
    if (type == DataType.BOOL) {
      return Interval.unsigned(1);
    }
    if (type.bits() < Long.SIZE) {
      return type.isUnsigned() ? Interval.unsigned(type.bits()) : Interval.signed(type.bits());
    }
    return new Interval(type.isUnsigned() ? 0 : -Interval.LIMIT, Interval.LIMIT);
  }

  /**
   * The declared range of an input: 16 bits, or as many as its calibrated magnitude needs and one
   * more up to 62, but never more than its type has. Other values are refused when the network
   * runs.
   *
   * @param magnitude largest that was seen; 0 if nothing was
   * @throws RangeExceededException if it is beyond ±2^62
   */
  public static Interval ofInput(DataType type, double magnitude) {
    if (type == DataType.BOOL) {
      return Interval.unsigned(1);
    }
    int sign = type.isUnsigned() ? 0 : 1;
    int widest = Math.min(type.bits(), MAGNITUDE_BITS + sign);
    int needed = sign + Long.SIZE - Long.numberOfLeadingZeros((long) magnitude);
    if (needed > MAGNITUDE_BITS + sign) {
      throw new RangeExceededException("it holds integers beyond ±2^62");
    }
    int roomy = Math.min(needed + MARGIN_BITS, Math.max(needed, WIDEST_WITH_MARGIN));
    int bits = Math.min(widest, Math.max(LEAST_BITS, roomy));
    return sign == 0 ? Interval.unsigned(bits) : Interval.signed(bits);
  }
}
