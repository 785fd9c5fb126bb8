package dev.vouch.circuits.data;

/** bfloat16: the upper half of a binary32. */
final class BFloat16 {
  private BFloat16() {}

  static double ofBits(int bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  /** The bfloat16 value nearest to {@code value} as binary32, ties to even. */
  static double round(double value) {
    if (Double.isNaN(value)) {
      return value;
    }
    int bits = Float.floatToRawIntBits((float) value);
    return ofBits((bits + 0x7FFF + (bits >>> 16 & 1)) >>> 16);
  }
}
