package dev.vouch.verifier.field;

import java.util.Arrays;

/**
 * Arithmetic in a prime field of the Pallas curve (protocol.md §1) on flat {@code long} arrays.
 *
 * <p>An element is {@link #LIMBS} consecutive longs, little-endian, in Montgomery form {@code a·2^260 mod p}, always reduced ({@code < p}). Every method takes (array,
 * offset in longs) pairs; results may overwrite operands. Nothing allocates unless said otherwise. Running times depend on the values: this is for public data only.
 *
 * <p>Both moduli are {@code p = 2^254 + t} with {@code 0 < t < 2^126}. Products work on five limbs of 52 bits, so that carries need no comparisons: with operands
 * shifted left by 6 bits, {@code multiplyHigh} gives {@code ⌊a·b / 2^52⌋} (signed and unsigned agree below 2^58).
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

  private static final int MONTGOMERY_BITS = 260;
  private static final long MASK = (1L << 52) - 1;

  /** p = low + 2^64·next + 2^254. */
  final long low;

  final long next;

  /** The three lowest limbs of p in base 2^52, plain and shifted by 6; the fourth is 0 and the fifth 2^46. */
  private final long p0;

  private final long p1;
  private final long p2;
  private final long shifted0;
  private final long shifted1;
  private final long shifted2;

  /** −p^−1 mod 2^52. */
  private final long inverse;

  private final long[] one = new long[LIMBS];
  private final long[] montgomerySquared = new long[LIMBS];
  private final long[] modulus;

  private PrimeField(long low, long next) {
    this.low = low;
    this.next = next;
    this.modulus = new long[] {low, next, 0, 1L << 62};
    this.p0 = low & MASK;
    this.p1 = (low >>> 52 | next << 12) & MASK;
    this.p2 = next >>> 40;
    this.shifted0 = p0 << 6;
    this.shifted1 = p1 << 6;
    this.shifted2 = p2 << 6;
    long x = 1; // Newton: correct bits double in each step
    for (int i = 0; i < 6; i++) {
      x *= 2 - low * x;
    }
    this.inverse = -x & MASK;
    long[] power = {1, 0, 0, 0};
    for (int i = 0; i < MONTGOMERY_BITS; i++) {
      add(power, 0, power, 0, power, 0);
    }
    copy(one, 0, power, 0);
    for (int i = 0; i < MONTGOMERY_BITS; i++) {
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
    return a[ao] == b[bo] && a[ao + 1] == b[bo + 1] && a[ao + 2] == b[bo + 2] && a[ao + 3] == b[bo + 3];
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
    reduceOnce(r, ro, s0, s1, s2, s3);
  }

  /** r = s or s − p, whichever lies in [0, p), for s < 2p. */
  private void reduceOnce(long[] r, int ro, long s0, long s1, long s2, long s3) {
    long d0 = s0 - low;
    long borrow = ((~s0 & low) | ((~s0 | low) & d0)) >>> 63;
    long d1 = s1 - next - borrow;
    borrow = ((~s1 & next) | ((~s1 | next) & d1)) >>> 63;
    long d2 = s2 - borrow;
    borrow = (~s2 & d2) >>> 63;
    long d3 = s3 - (1L << 62) - borrow;
    long keep = d3 >> 63;
    r[ro] = d0 ^ ((d0 ^ s0) & keep);
    r[ro + 1] = d1 ^ ((d1 ^ s1) & keep);
    r[ro + 2] = d2 ^ ((d2 ^ s2) & keep);
    r[ro + 3] = d3 ^ ((d3 ^ s3) & keep);
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
    long w0 = a[ao];
    long w1 = a[ao + 1];
    long w2 = a[ao + 2];
    long w3 = a[ao + 3];
    final long a0 = w0 & MASK;
    final long a1 = (w0 >>> 52 | w1 << 12) & MASK;
    final long a2 = (w1 >>> 40 | w2 << 24) & MASK;
    final long a3 = (w2 >>> 28 | w3 << 36) & MASK;
    final long a4 = w3 >>> 16;
    w0 = b[bo];
    w1 = b[bo + 1];
    w2 = b[bo + 2];
    w3 = b[bo + 3];
    final long b0 = w0 & MASK;
    final long b1 = (w0 >>> 52 | w1 << 12) & MASK;
    final long b2 = (w1 >>> 40 | w2 << 24) & MASK;
    final long b3 = (w2 >>> 28 | w3 << 36) & MASK;
    final long b4 = w3 >>> 16;
    // Column k: h = Σ ⌊a_i·b_(k−i) / 2^52⌋ goes to column k + 1; the exact low parts sum to Σ a_i·b_(k−i) − h·2^52 (mod 2^64, and it is below 2^56).
    long h = Math.multiplyHigh(a0 << 6, b0 << 6);
    final long t0 = a0 * b0 - (h << 52);
    long t1 = h + a0 * b1 + a1 * b0;
    h = Math.multiplyHigh(a0 << 6, b1 << 6) + Math.multiplyHigh(a1 << 6, b0 << 6);
    t1 -= h << 52;
    long t2 = h + a0 * b2 + a1 * b1 + a2 * b0;
    h = Math.multiplyHigh(a0 << 6, b2 << 6) + Math.multiplyHigh(a1 << 6, b1 << 6) + Math.multiplyHigh(a2 << 6, b0 << 6);
    t2 -= h << 52;
    long t3 = h + a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0;
    h =
        Math.multiplyHigh(a0 << 6, b3 << 6)
            + Math.multiplyHigh(a1 << 6, b2 << 6)
            + Math.multiplyHigh(a2 << 6, b1 << 6)
            + Math.multiplyHigh(a3 << 6, b0 << 6);
    t3 -= h << 52;
    long t4 = h + a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0;
    h =
        Math.multiplyHigh(a0 << 6, b4 << 6)
            + Math.multiplyHigh(a1 << 6, b3 << 6)
            + Math.multiplyHigh(a2 << 6, b2 << 6)
            + Math.multiplyHigh(a3 << 6, b1 << 6)
            + Math.multiplyHigh(a4 << 6, b0 << 6);
    t4 -= h << 52;
    long t5 = h + a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1;
    h =
        Math.multiplyHigh(a1 << 6, b4 << 6)
            + Math.multiplyHigh(a2 << 6, b3 << 6)
            + Math.multiplyHigh(a3 << 6, b2 << 6)
            + Math.multiplyHigh(a4 << 6, b1 << 6);
    t5 -= h << 52;
    long t6 = h + a2 * b4 + a3 * b3 + a4 * b2;
    h = Math.multiplyHigh(a2 << 6, b4 << 6) + Math.multiplyHigh(a3 << 6, b3 << 6) + Math.multiplyHigh(a4 << 6, b2 << 6);
    t6 -= h << 52;
    long t7 = h + a3 * b4 + a4 * b3;
    h = Math.multiplyHigh(a3 << 6, b4 << 6) + Math.multiplyHigh(a4 << 6, b3 << 6);
    t7 -= h << 52;
    long t8 = h + a4 * b4;
    h = Math.multiplyHigh(a4 << 6, b4 << 6);
    t8 -= h << 52;
    reduce(r, ro, t0, t1, t2, t3, t4, t5, t6, t7, t8, h);
  }

  /** r = a². */
  public void square(long[] r, int ro, long[] a, int ao) {
    long w0 = a[ao];
    long w1 = a[ao + 1];
    long w2 = a[ao + 2];
    long w3 = a[ao + 3];
    final long a0 = w0 & MASK;
    final long a1 = (w0 >>> 52 | w1 << 12) & MASK;
    final long a2 = (w1 >>> 40 | w2 << 24) & MASK;
    final long a3 = (w2 >>> 28 | w3 << 36) & MASK;
    final long a4 = w3 >>> 16;
    // As multiply; the doubled factor 2·a_i takes the place of the second product of a pair.
    final long d0 = a0 << 1;
    final long d1 = a1 << 1;
    final long d2 = a2 << 1;
    final long d3 = a3 << 1;
    long h = Math.multiplyHigh(a0 << 6, a0 << 6);
    final long t0 = a0 * a0 - (h << 52);
    long t1 = h + d0 * a1;
    h = Math.multiplyHigh(d0 << 6, a1 << 6);
    t1 -= h << 52;
    long t2 = h + d0 * a2 + a1 * a1;
    h = Math.multiplyHigh(d0 << 6, a2 << 6) + Math.multiplyHigh(a1 << 6, a1 << 6);
    t2 -= h << 52;
    long t3 = h + d0 * a3 + d1 * a2;
    h = Math.multiplyHigh(d0 << 6, a3 << 6) + Math.multiplyHigh(d1 << 6, a2 << 6);
    t3 -= h << 52;
    long t4 = h + d0 * a4 + d1 * a3 + a2 * a2;
    h = Math.multiplyHigh(d0 << 6, a4 << 6) + Math.multiplyHigh(d1 << 6, a3 << 6) + Math.multiplyHigh(a2 << 6, a2 << 6);
    t4 -= h << 52;
    long t5 = h + d1 * a4 + d2 * a3;
    h = Math.multiplyHigh(d1 << 6, a4 << 6) + Math.multiplyHigh(d2 << 6, a3 << 6);
    t5 -= h << 52;
    long t6 = h + d2 * a4 + a3 * a3;
    h = Math.multiplyHigh(d2 << 6, a4 << 6) + Math.multiplyHigh(a3 << 6, a3 << 6);
    t6 -= h << 52;
    long t7 = h + d3 * a4;
    h = Math.multiplyHigh(d3 << 6, a4 << 6);
    t7 -= h << 52;
    long t8 = h + a4 * a4;
    h = Math.multiplyHigh(a4 << 6, a4 << 6);
    t8 -= h << 52;
    reduce(r, ro, t0, t1, t2, t3, t4, t5, t6, t7, t8, h);
  }

  /**
   * Montgomery reduction: r = Σ t_k·2^(52k) / 2^260 mod p, for columns 0 ≤ t_k < 2^60 whose sum is below 2^260·p. Step k adds m_k·p·2^(52k) so that column k becomes 0
   * modulo 2^52; p has the limbs (p0, p1, p2, 0, 2^46).
   */
  void reduce(long[] r, int ro, long t0, long t1, long t2, long t3, long t4, long t5, long t6, long t7, long t8, long t9) {
    final long m0 = (t0 * inverse) & MASK;
    long h = Math.multiplyHigh(m0 << 6, shifted0);
    long c = (t0 + m0 * p0 - (h << 52)) >>> 52;

    long g = Math.multiplyHigh(m0 << 6, shifted1);
    long u = t1 + h + c + m0 * p1 - (g << 52);
    final long m1 = (u * inverse) & MASK;
    h = Math.multiplyHigh(m1 << 6, shifted0);
    c = (u + m1 * p0 - (h << 52)) >>> 52;
    h += g;

    g = Math.multiplyHigh(m1 << 6, shifted1) + Math.multiplyHigh(m0 << 6, shifted2);
    u = t2 + h + c + m1 * p1 + m0 * p2 - (g << 52);
    final long m2 = (u * inverse) & MASK;
    h = Math.multiplyHigh(m2 << 6, shifted0);
    c = (u + m2 * p0 - (h << 52)) >>> 52;
    h += g;

    g = Math.multiplyHigh(m2 << 6, shifted1) + Math.multiplyHigh(m1 << 6, shifted2);
    u = t3 + h + c + m2 * p1 + m1 * p2 - (g << 52);
    final long m3 = (u * inverse) & MASK;
    h = Math.multiplyHigh(m3 << 6, shifted0);
    c = (u + m3 * p0 - (h << 52)) >>> 52;
    h += g;

    g = Math.multiplyHigh(m3 << 6, shifted1) + Math.multiplyHigh(m2 << 6, shifted2) + (m0 >>> 6);
    u = t4 + h + c + m3 * p1 + m2 * p2 + (m0 << 46) - (g << 52);
    final long m4 = (u * inverse) & MASK;
    h = Math.multiplyHigh(m4 << 6, shifted0);
    c = (u + m4 * p0 - (h << 52)) >>> 52;
    h += g;

    g = Math.multiplyHigh(m4 << 6, shifted1) + Math.multiplyHigh(m3 << 6, shifted2) + (m1 >>> 6);
    final long r0 = t5 + h + c + m4 * p1 + m3 * p2 + (m1 << 46) - (g << 52);
    h = g;
    g = Math.multiplyHigh(m4 << 6, shifted2) + (m2 >>> 6);
    final long r1 = t6 + h + m4 * p2 + (m2 << 46) - (g << 52) + (r0 >>> 52);
    final long r2 = t7 + g + ((m3 & 63) << 46) + (r1 >>> 52);
    final long r3 = t8 + (m3 >>> 6) + ((m4 & 63) << 46) + (r2 >>> 52);
    final long r4 = t9 + (m4 >>> 6) + (r3 >>> 52);
    final long s0 = (r0 & MASK) | r1 << 52;
    final long s1 = ((r1 & MASK) >>> 12) | r2 << 40;
    final long s2 = ((r2 & MASK) >>> 24) | r3 << 28;
    final long s3 = ((r3 & MASK) >>> 36) | r4 << 16;
    if (s3 >>> 62 == 0) { // the sum is below 2^260·p, so r < 2p, and mostly r < 2^254
      r[ro] = s0;
      r[ro + 1] = s1;
      r[ro + 2] = s2;
      r[ro + 3] = s3;
    } else {
      reduceOnce(r, ro, s0, s1, s2, s3);
    }
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

  /** r = Montgomery form of the canonical integer a, given by four limbs, a < p. */
  public void toMontgomery(long[] r, int ro, long[] a, int ao) {
    multiply(r, ro, a, ao, montgomerySquared, 0);
  }

  /** r = the integer in [0, p) that the element a stands for, as four limbs. */
  public void fromMontgomery(long[] r, int ro, long[] a, int ao) {
    long w0 = a[ao];
    long w1 = a[ao + 1];
    long w2 = a[ao + 2];
    long w3 = a[ao + 3];
    reduce(
        r,
        ro,
        w0 & MASK,
        (w0 >>> 52 | w1 << 12) & MASK,
        (w1 >>> 40 | w2 << 24) & MASK,
        (w2 >>> 28 | w3 << 36) & MASK,
        w3 >>> 16,
        0,
        0,
        0,
        0,
        0);
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
