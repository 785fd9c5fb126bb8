package dev.vouch.verifier.curve;

import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.PrimeField;

/**
 * The halves of scalars (see {@link Endomorphism}) as digits in [−2^(width−1), 2^(width−1)], from
 * the lowest window to the highest.
 *
 * @param width bits of a window, at most {@link #MAX_WIDTH}
 * @param windows how many: a half is Σ digit_w·2^(width·w)
 * @param count halves: twice the number of scalars, or the number of integers, which are one each
 * @param digits of half i in window w at {@code w·count + i}; scalar i has the halves i and i +
 *     count/2
 */
@SuppressWarnings("ArrayRecordComponent")
record SignedDigits(int width, int windows, int count, short[] digits) {
  static final int MAX_WIDTH = 14;

  /** How many windows the halves have. */
  static int windows(int width) {
    return Endomorphism.BITS / width + 1; // the highest has room for a carry
  }

  static SignedDigits of(FieldVector scalars, int width) {
    int n = scalars.length();
    SignedDigits digits =
        new SignedDigits(width, windows(width), 2 * n, new short[2 * n * windows(width)]);
    Endomorphism endomorphism = new Endomorphism();
    long[] integer = new long[PrimeField.LIMBS];
    long[] halves = new long[Endomorphism.PARTS];
    for (int i = 0; i < n; i++) {
      PrimeField.SCALAR.fromMontgomery(integer, 0, scalars.elements(), PrimeField.LIMBS * i);
      endomorphism.split(halves, 0, integer, 0);
      digits.write(i, halves[0], halves[1]);
      digits.write(n + i, halves[2], halves[3]);
    }
    return digits;
  }

  /** The digits of integers: as many halves as integers, one each. */
  static SignedDigits ofIntegers(long[] integers, int width, int windows) {
    SignedDigits digits =
        new SignedDigits(width, windows, integers.length, new short[integers.length * windows]);
    for (int i = 0; i < integers.length; i++) {
      digits.write(i, integers[i], integers[i] >> 63);
    }
    return digits;
  }

  int at(int window, int half) {
    return digits[window * count + half];
  }

  /** The digits of the signed 128-bit integer low + 2^64·high. */
  private void write(int half, long low, long high) {
    long sign = high >> 63;
    long first = (low ^ sign) - sign;
    long second = (high ^ sign) + (sign & (first == 0 ? 1 : 0));
    int carry = 0;
    for (int window = 0; window < windows; window++) {
      int digit = bits(first, second, window * width) + carry;
      carry = digit > 1 << (width - 1) ? 1 : 0;
      int signed = digit - (carry << width);
      digits[window * count + half] = (short) (sign < 0 ? -signed : signed);
    }
  }

  private int bits(long low, long high, int from) {
    long bits = from < 64 ? low >>> from : high >>> (from & 63);
    if (from < 64 && from + width > 64) {
      bits |= high << (64 - from);
    }
    return (int) bits & ((1 << width) - 1);
  }
}
