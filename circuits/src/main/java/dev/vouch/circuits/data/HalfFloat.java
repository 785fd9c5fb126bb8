package dev.vouch.circuits.data;

/** IEEE 754 binary16, which Java 17 does not convert by itself. */
final class HalfFloat {
  private static final double SMALLEST = 0x1p-24;
  private static final int MIN_EXPONENT = -14;
  private static final double OVERFLOW = 65520;

  private HalfFloat() {}

  static double ofBits(int bits) {
    int exponent = bits >> 10 & 0x1F;
    int mantissa = bits & 0x3FF;
    double magnitude;
    if (exponent == 0) {
      magnitude = mantissa * SMALLEST;
    } else if (exponent == 0x1F) {
      magnitude = mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    } else {
      magnitude = Math.scalb((double) (mantissa | 0x400), exponent - 25);
    }
    return (bits & 0x8000) != 0 ? -magnitude : magnitude;
  }

  /** The binary16 value nearest to {@code value}, ties to even. */
  static double round(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value) || value == 0) {
      return value;
    }
    if (Math.abs(value) >= OVERFLOW) {
      return Math.copySign(Double.POSITIVE_INFINITY, value);
    }
    int exponent = Math.max(Math.getExponent(value), MIN_EXPONENT);
    double unit = Math.scalb(1.0, exponent - 10);
    return Math.rint(value / unit) * unit;
  }
}
