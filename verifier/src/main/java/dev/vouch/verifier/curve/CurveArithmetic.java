package dev.vouch.verifier.curve;

import dev.vouch.verifier.field.Powers;
import dev.vouch.verifier.field.PrimeField;
import java.util.Arrays;

/**
 * Group operations on flat arrays, with scratch space of its own: one instance a thread.
 *
 * <p>An affine point is (x, y), {@link #AFFINE} longs. An accumulated point is (X, Y, ZZ, ZZZ),
 * {@link #EXTENDED} longs, with x = X/ZZ, y = Y/ZZZ and ZZ³ = ZZZ²; infinity has ZZ = 0. Formulas:
 * Explicit-Formulas Database, "XYZZ coordinates" (madd-2008-s, add-2008-s, dbl-2008-s-1 with a =
 * 0).
 */
final class CurveArithmetic {
  static final int AFFINE = 2 * PrimeField.LIMBS;
  static final int EXTENDED = 4 * PrimeField.LIMBS;

  private static final PrimeField Q = PrimeField.BASE;
  private static final int X = 0;
  private static final int Y = PrimeField.LIMBS;
  private static final int ZZ = 2 * PrimeField.LIMBS;
  private static final int ZZZ = 3 * PrimeField.LIMBS;

  private final long[] u = new long[PrimeField.LIMBS];
  private final long[] s = new long[PrimeField.LIMBS];
  private final long[] p = new long[PrimeField.LIMBS];
  private final long[] r = new long[PrimeField.LIMBS];
  private final long[] pp = new long[PrimeField.LIMBS];
  private final long[] ppp = new long[PrimeField.LIMBS];
  private final long[] v = new long[PrimeField.LIMBS];

  static boolean isInfinity(long[] a, int ao) {
    return PrimeField.isZero(a, ao + ZZ);
  }

  static void setInfinity(long[] a, int ao) {
    Arrays.fill(a, ao, ao + EXTENDED, 0);
  }

  /** a = the affine point b, negated if asked. */
  static void setAffine(long[] a, int ao, long[] b, int bo, boolean negated) {
    PrimeField.copy(a, ao + X, b, bo);
    if (negated) {
      Q.negate(a, ao + Y, b, bo + Y);
    } else {
      PrimeField.copy(a, ao + Y, b, bo + Y);
    }
    Q.setOne(a, ao + ZZ);
    Q.setOne(a, ao + ZZZ);
  }

  /** a += the affine point b, or −b. */
  void addAffine(long[] a, int ao, long[] b, int bo, boolean negated) {
    if (isInfinity(a, ao)) {
      setAffine(a, ao, b, bo, negated);
      return;
    }
    Q.multiply(u, 0, b, bo, a, ao + ZZ);
    Q.multiply(s, 0, b, bo + Y, a, ao + ZZZ);
    if (negated) {
      Q.negate(s, 0, s, 0);
    }
    Q.subtract(p, 0, u, 0, a, ao + X);
    Q.subtract(r, 0, s, 0, a, ao + Y);
    if (PrimeField.isZero(p, 0)) {
      doubleOrCancel(a, ao);
      return;
    }
    finishAdd(a, ao);
    Q.multiply(a, ao + ZZ, a, ao + ZZ, pp, 0);
    Q.multiply(a, ao + ZZZ, a, ao + ZZZ, ppp, 0);
  }

  /** a += b, both accumulated points. */
  void add(long[] a, int ao, long[] b, int bo) {
    if (isInfinity(b, bo)) {
      return;
    }
    if (isInfinity(a, ao)) {
      System.arraycopy(b, bo, a, ao, EXTENDED);
      return;
    }
    Q.multiply(u, 0, b, bo + X, a, ao + ZZ);
    Q.multiply(s, 0, b, bo + Y, a, ao + ZZZ);
    Q.multiply(a, ao + X, a, ao + X, b, bo + ZZ); // over the common denominators
    Q.multiply(a, ao + Y, a, ao + Y, b, bo + ZZZ);
    Q.multiply(a, ao + ZZ, a, ao + ZZ, b, bo + ZZ);
    Q.multiply(a, ao + ZZZ, a, ao + ZZZ, b, bo + ZZZ);
    Q.subtract(p, 0, u, 0, a, ao + X);
    Q.subtract(r, 0, s, 0, a, ao + Y);
    if (PrimeField.isZero(p, 0)) {
      doubleOrCancel(a, ao);
      return;
    }
    finishAdd(a, ao);
    Q.multiply(a, ao + ZZ, a, ao + ZZ, pp, 0);
    Q.multiply(a, ao + ZZZ, a, ao + ZZZ, ppp, 0);
  }

  /**
   * X, Y of a sum whose operands have the same denominators, from p = X2 − X1 and r = Y2 − Y1;
   * leaves pp = p², ppp = p³.
   */
  private void finishAdd(long[] a, int ao) {
    Q.square(pp, 0, p, 0);
    Q.multiply(ppp, 0, p, 0, pp, 0);
    Q.multiply(v, 0, a, ao + X, pp, 0);
    Q.square(u, 0, r, 0);
    Q.subtract(u, 0, u, 0, ppp, 0);
    Q.subtract(u, 0, u, 0, v, 0);
    Q.subtract(a, ao + X, u, 0, v, 0);
    Q.subtract(v, 0, v, 0, a, ao + X);
    Q.multiply(v, 0, v, 0, r, 0);
    Q.multiply(s, 0, a, ao + Y, ppp, 0);
    Q.subtract(a, ao + Y, v, 0, s, 0);
  }

  private void doubleOrCancel(long[] a, int ao) {
    if (PrimeField.isZero(r, 0)) {
      doubled(a, ao);
    } else {
      setInfinity(a, ao);
    }
  }

  /** a = 2·a; there is no point of order 2. */
  void doubled(long[] a, int ao) {
    Q.add(u, 0, a, ao + Y, a, ao + Y);
    Q.square(v, 0, u, 0);
    Q.multiply(u, 0, u, 0, v, 0);
    Q.multiply(s, 0, a, ao + X, v, 0);
    Q.square(p, 0, a, ao + X);
    Q.add(r, 0, p, 0, p, 0);
    Q.add(r, 0, r, 0, p, 0);
    Q.square(p, 0, r, 0);
    Q.subtract(p, 0, p, 0, s, 0);
    Q.subtract(a, ao + X, p, 0, s, 0);
    Q.subtract(s, 0, s, 0, a, ao + X);
    Q.multiply(s, 0, s, 0, r, 0);
    Q.multiply(p, 0, u, 0, a, ao + Y);
    Q.subtract(a, ao + Y, s, 0, p, 0);
    Q.multiply(a, ao + ZZ, a, ao + ZZ, v, 0);
    Q.multiply(a, ao + ZZZ, a, ao + ZZZ, u, 0);
  }

  /** b = the affine form of a, which must not be infinity. */
  void toAffine(long[] b, int bo, long[] a, int ao) {
    Q.multiply(u, 0, a, ao + ZZ, a, ao + ZZZ);
    Powers.invert(Q, u, 0, u, 0);
    Q.multiply(v, 0, u, 0, a, ao + ZZZ); // 1/ZZ
    Q.multiply(b, bo, a, ao + X, v, 0);
    Q.multiply(v, 0, u, 0, a, ao + ZZ); // 1/ZZZ
    Q.multiply(b, bo + Y, a, ao + Y, v, 0);
  }

  /**
   * The affine forms of accumulated points that follow one another, none of them infinity; all
   * divisions share one inversion.
   *
   * @param denominators room for {@code count} elements of the field
   * @param scratch room for {@code count + 1}
   */
  void toAffine(
      long[] b, int bo, long[] a, int ao, int count, long[] denominators, long[] scratch) {
    for (int i = 0; i < count; i++) {
      int from = ao + EXTENDED * i;
      Q.multiply(denominators, PrimeField.LIMBS * i, a, from + ZZ, a, from + ZZZ);
    }
    Powers.invertAll(Q, denominators, 0, count, scratch);
    for (int i = 0; i < count; i++) {
      int from = ao + EXTENDED * i;
      int to = bo + AFFINE * i;
      int inverse = PrimeField.LIMBS * i;
      Q.multiply(v, 0, denominators, inverse, a, from + ZZZ); // 1/ZZ
      Q.multiply(b, to, a, from, v, 0);
      Q.multiply(v, 0, denominators, inverse, a, from + ZZ); // 1/ZZZ
      Q.multiply(b, to + Y, a, from + Y, v, 0);
    }
  }
}
