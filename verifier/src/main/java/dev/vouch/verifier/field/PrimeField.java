package dev.vouch.verifier.field;

import java.util.Arrays;

/**
 * Arithmetic in a prime field of the Pallas curve (protocol.md §1) on flat {@code long} arrays.
 *
 * <p>An element is {@link #LIMBS} consecutive longs, little-endian, in Montgomery form {@code
 * a·2^260 mod p}, always reduced ({@code < p}). Every method takes (array, offset in longs) pairs;
 * results may overwrite operands. Nothing allocates unless said otherwise. Running times depend on
 * the values: this is for public data only.
 */
public final class PrimeField {
  /** Longs in an element. */
  public static final int LIMBS = 4;

  /** Bytes of a canonical encoding, little-endian. */
  public static final int BYTES = 32;

  /** F: the scalar field, whose size is the order of the curve. */
  public static final PrimeField SCALAR = new PrimeField(0x8c46eb2100000001L, 0x224698fc0994a8ddL);

  /** F_q: the field of the coordinates. */
  public static final PrimeField BASE = new PrimeField(0x992d30ed00000001L, 0x224698fc094cf91bL);

  /** p = low + 2^64·next + 2^254. */
  private final long low;

  private final long next;

  private final Montgomery montgomery;
  private final long[] one = new long[LIMBS];
  private final long[] montgomerySquared = new long[LIMBS];
  private final long[] modulus;

  private PrimeField(long low, long next) {
    this.low = low;
    this.next = next;
    this.modulus = new long[] {low, next, 0, 1L << 62};
    this.montgomery = Montgomery.of(low, next);
    long[] power = {1, 0, 0, 0};
    for (int i = 0; i < Montgomery.BITS; i++) {
      add(power, 0, power, 0, power, 0);
    }
    copy(one, 0, power, 0);
    for (int i = 0; i < Montgomery.BITS; i++) {
      add(power, 0, power, 0, power, 0);
    }
    copy(montgomerySquared, 0, power, 0);
  }

  /** The modulus p as four limbs, little-endian (a fresh array). */
  public long[] modulus() {
    return modulus.clone();
  }

  /** r = a. */
  public static void copy(long[] r, int ro, long[] a, int ao) {
    System.arraycopy(a, ao, r, ro, LIMBS);
  }

  /** r = 0. */
  public static void setZero(long[] r, int ro) {
    Arrays.fill(r, ro, ro + LIMBS, 0);
  }

  /** r = 1. */
  public void setOne(long[] r, int ro) {
    copy(r, ro, one, 0);
  }

  /** Whether a = 0. */
  public static boolean isZero(long[] a, int ao) {
    return (a[ao] | a[ao + 1] | a[ao + 2] | a[ao + 3]) == 0;
  }

  /** Whether a = b. */
  public static boolean equal(long[] a, int ao, long[] b, int bo) {
    return a[ao] == b[bo]
        && a[ao + 1] == b[bo + 1]
        && a[ao + 2] == b[bo + 2]
        && a[ao + 3] == b[bo + 3];
  }

  /** r = a + b. */
  public void add(long[] r, int ro, long[] a, int ao, long[] b, int bo) {
    long x = a[ao];
    long y = b[bo];
    long s0 = x + y;
    long carry = ((x & y) | ((x | y) & ~s0)) >>> 63;
    x = a[ao + 1];
    y = b[bo + 1];
    long s1 = x + y + carry;
    carry = ((x & y) | ((x | y) & ~s1)) >>> 63;
    x = a[ao + 2];
    y = b[bo + 2];
    long s2 = x + y + carry;
    carry = ((x & y) | ((x | y) & ~s2)) >>> 63;
    long s3 = a[ao + 3] + b[bo + 3] + carry;
    montgomery.reduceOnce(r, ro, s0, s1, s2, s3);
  }

  /** r = a − b. */
  public void subtract(long[] r, int ro, long[] a, int ao, long[] b, int bo) {
    long x = a[ao];
    long y = b[bo];
    long d0 = x - y;
    long borrow = ((~x & y) | ((~x | y) & d0)) >>> 63;
    x = a[ao + 1];
    y = b[bo + 1];
    long d1 = x - y - borrow;
    borrow = ((~x & y) | ((~x | y) & d1)) >>> 63;
    x = a[ao + 2];
    y = b[bo + 2];
    long d2 = x - y - borrow;
    borrow = ((~x & y) | ((~x | y) & d2)) >>> 63;
    long d3 = a[ao + 3] - b[bo + 3] - borrow;
    long negative = d3 >> 63; // then add p
    x = low & negative;
    long s0 = d0 + x;
    long carry = ((d0 & x) | ((d0 | x) & ~s0)) >>> 63;
    x = next & negative;
    long s1 = d1 + x + carry;
    carry = ((d1 & x) | ((d1 | x) & ~s1)) >>> 63;
    long s2 = d2 + carry;
    carry = (d2 & ~s2) >>> 63;
    r[ro] = s0;
    r[ro + 1] = s1;
    r[ro + 2] = s2;
    r[ro + 3] = d3 + ((1L << 62) & negative) + carry;
  }

  /** r = −a. */
  public void negate(long[] r, int ro, long[] a, int ao) {
    if (isZero(a, ao)) {
      setZero(r, ro);
    } else {
      subtract(r, ro, modulus, 0, a, ao);
    }
  }

  /** r = a·b. */
  public void multiply(long[] r, int ro, long[] a, int ao, long[] b, int bo) {
    montgomery.multiply(r, ro, a, ao, b, bo);
  }

  /** r = a². */
  public void square(long[] r, int ro, long[] a, int ao) {
    montgomery.square(r, ro, a, ao);
  }

  /** r = value, signed. */
  public void setLong(long[] r, int ro, long value) {
    long magnitude = value < 0 ? -value : value; // −2^63 stays as the unsigned 2^63
    r[ro] = magnitude;
    r[ro + 1] = 0;
    r[ro + 2] = 0;
    r[ro + 3] = 0;
    toMontgomery(r, ro, r, ro);
    if (value < 0) {
      negate(r, ro, r, ro);
    }
  }

  /** r = Montgomery form of the canonical integer a, given by four limbs, {@code a < p}. */
  public void toMontgomery(long[] r, int ro, long[] a, int ao) {
    multiply(r, ro, a, ao, montgomerySquared, 0);
  }

  /** r = the integer in [0, p) that the element a stands for, as four limbs. */
  public void fromMontgomery(long[] r, int ro, long[] a, int ao) {
    montgomery.reduce(r, ro, a, ao);
  }

  /** Whether the integer of four limbs (unsigned) is below p. */
  public boolean isCanonical(long[] a, int ao) {
    if (a[ao + 3] < 0 || a[ao + 3] > 1L << 62) {
      return false;
    }
    if (a[ao + 3] < 1L << 62) {
      return true;
    }
    if (a[ao + 2] != 0) {
      return false;
    }
    int order = Long.compareUnsigned(a[ao + 1], next);
    return order < 0 || (order == 0 && Long.compareUnsigned(a[ao], low) < 0);
  }
}
