package dev.vouch.verifier.curve;

import dev.vouch.verifier.field.FieldCodec;
import dev.vouch.verifier.field.PrimeField;

/**
 * The bytes of points (protocol.md §1): x as 32 bytes little-endian, bit 255 = parity of y.
 * Infinity has no encoding.
 */
final class PointCodec {
  static final int BYTES = PrimeField.BYTES;

  private static final PrimeField Q = PrimeField.BASE;
  private static final int Y = PrimeField.LIMBS;
  private static final int LAST = BYTES - 1;
  private static final long[] CURVE_CONSTANT = new long[PrimeField.LIMBS];

  static {
    Q.setLong(CURVE_CONSTANT, 0, 5);
  }

  private PointCodec() {}

  /** Writes the affine point a, {@link #BYTES} bytes from {@code offset} on. */
  static void encode(byte[] bytes, int offset, long[] a, int ao) {
    FieldCodec.encode(Q, bytes, offset, a, ao);
    if (isOdd(a, ao + Y)) {
      bytes[offset + LAST] |= (byte) 0x80;
    }
  }

  /**
   * Reads an affine point.
   *
   * @return false, with r unspecified, if x ≥ q or there is no point with this x
   */
  static boolean decode(long[] r, int ro, byte[] bytes, int offset) {
    FieldCodec.getLimbs(r, ro, bytes, offset);
    boolean odd = r[ro + 3] < 0;
    r[ro + 3] &= Long.MAX_VALUE;
    if (!Q.isCanonical(r, ro)) {
      return false;
    }
    Q.toMontgomery(r, ro, r, ro);
    return solve(r, ro, odd);
  }

  /**
   * Sets y of the affine point r from its x and the parity of y; false if there is none. (y = 0
   * does not occur: the order of the group is odd.)
   */
  static boolean solve(long[] r, int ro, boolean odd) {
    long[] right = new long[PrimeField.LIMBS];
    curveEquation(right, r, ro);
    if (!SquareRoot.compute(r, ro + Y, right, 0)) {
      return false;
    }
    if (isOdd(r, ro + Y) != odd) {
      Q.negate(r, ro + Y, r, ro + Y);
    }
    return true;
  }

  /** Whether (x, y) lies on the curve. */
  static boolean isOnCurve(long[] a, int ao) {
    long[] left = new long[PrimeField.LIMBS];
    long[] right = new long[PrimeField.LIMBS];
    Q.square(left, 0, a, ao + Y);
    curveEquation(right, a, ao);
    return PrimeField.equal(left, 0, right, 0);
  }

  private static void curveEquation(long[] r, long[] a, int ao) {
    Q.square(r, 0, a, ao);
    Q.multiply(r, 0, r, 0, a, ao);
    Q.add(r, 0, r, 0, CURVE_CONSTANT, 0);
  }

  private static boolean isOdd(long[] a, int ao) {
    long[] canonical = new long[PrimeField.LIMBS];
    Q.fromMontgomery(canonical, 0, a, ao);
    return (canonical[0] & 1) != 0;
  }
}
