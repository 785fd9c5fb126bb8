package dev.vouch.verifier.curve;

import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.PrimeField;

/** Σ scalar_i·point_i by buckets over signed digits (Pippenger). */
public final class MultiScalarMultiplication {
  private MultiScalarMultiplication() {}

  /**
   * Σ scalars_i·points_i.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  public static Point compute(FieldVector scalars, PointVector points) {
    int n = points.length();
    if (scalars.length() != n) {
      throw new IllegalArgumentException(scalars.length() + " scalars for " + n + " points");
    }
    int width = width(n);
    int windows = 256 / width + 1;
    short[] digits = digits(scalars, width, windows);
    CurveArithmetic arithmetic = new CurveArithmetic();
    long[] total = new long[CurveArithmetic.EXTENDED];
    long[] buckets = new long[CurveArithmetic.EXTENDED << (width - 1)];
    long[] running = new long[2 * CurveArithmetic.EXTENDED];
    for (int window = windows - 1; window >= 0; window--) {
      for (int i = 0; i < width; i++) {
        arithmetic.doubled(total, 0);
      }
      java.util.Arrays.fill(buckets, 0);
      for (int i = 0; i < n; i++) {
        int digit = digits[window * n + i];
        if (digit != 0) {
          arithmetic.addAffine(
              buckets,
              CurveArithmetic.EXTENDED * (Math.abs(digit) - 1),
              points.coordinates(),
              CurveArithmetic.AFFINE * i,
              digit < 0);
        }
      }
      // Σ d·bucket_d = Σ_d (bucket_d + bucket_(d+1) + …)
      java.util.Arrays.fill(running, 0);
      for (int at = buckets.length - CurveArithmetic.EXTENDED;
          at >= 0;
          at -= CurveArithmetic.EXTENDED) {
        arithmetic.add(running, 0, buckets, at);
        arithmetic.add(running, CurveArithmetic.EXTENDED, running, 0);
      }
      arithmetic.add(total, 0, running, CurveArithmetic.EXTENDED);
    }
    return Point.ofExtended(arithmetic, total, 0);
  }

  /** Digits in [−2^(width−1), 2^(width−1)], window after window. */
  private static short[] digits(FieldVector scalars, int width, int windows) {
    int n = scalars.length();
    short[] digits = new short[n * windows];
    long[] integer = new long[PrimeField.LIMBS];
    for (int i = 0; i < n; i++) {
      PrimeField.SCALAR.fromMontgomery(integer, 0, scalars.elements(), PrimeField.LIMBS * i);
      int carry = 0;
      for (int window = 0; window < windows; window++) {
        int digit = bits(integer, window * width, width) + carry;
        carry = digit > 1 << (width - 1) ? 1 : 0;
        digits[window * n + i] = (short) (digit - (carry << width));
      }
    }
    return digits;
  }

  private static int bits(long[] integer, int from, int count) {
    int limb = from >> 6;
    if (limb >= integer.length) {
      return 0;
    }
    long bits = integer[limb] >>> (from & 63);
    if ((from & 63) + count > 64 && limb + 1 < integer.length) {
      bits |= integer[limb + 1] << (64 - (from & 63));
    }
    return (int) bits & ((1 << count) - 1);
  }

  private static int width(int n) {
    int width = 3;
    while (width < 12 && n >> (width - 1) > 4) {
      width++;
    }
    return width;
  }
}
