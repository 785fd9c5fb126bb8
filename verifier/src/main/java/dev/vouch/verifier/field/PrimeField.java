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

  /** The three lowest limbs of p in base 2^52, plain (but for the first) and shifted by 6; the fourth is 0 and the fifth 2^46. */
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
    this.p1 = (low >>> 52 | next << 12) & MASK;
    this.p2 = next >>> 40;
    this.shifted0 = (low & MASK) << 6;
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
    // Cross products by Karatsuba: a_i·b_j + a_j·b_i = (a_i − a_j)(b_j − b_i) + a_i·b_i + a_j·b_j. With l the sum of the low words and h that of the ⌊·/2^52⌋
    // of a column, h goes to the next column and l − h·2^52 (mod 2^64, and below 2^56) stays.
    final long l0 = a0 * b0;
    final long h0 = Math.multiplyHigh(a0 << 6, b0 << 6);
    final long l1 = a1 * b1;
    final long h1 = Math.multiplyHigh(a1 << 6, b1 << 6);
    final long l2 = a2 * b2;
    final long h2 = Math.multiplyHigh(a2 << 6, b2 << 6);
    final long l3 = a3 * b3;
    final long h3 = Math.multiplyHigh(a3 << 6, b3 << 6);
    final long l4 = a4 * b4;
    final long h4 = Math.multiplyHigh(a4 << 6, b4 << 6);
    final long l01 = l0 + l1;
    final long h01 = h0 + h1;
    final long l012 = l01 + l2;
    final long h012 = h01 + h2;
    final long l0123 = l012 + l3;
    final long h0123 = h012 + h3;
    final long l01234 = l0123 + l4;
    final long h01234 = h0123 + h4;
    final long l34 = l3 + l4;
    final long h34 = h3 + h4;
    final long l234 = l2 + l34;
    final long h234 = h2 + h34;
    final long l1234 = l1 + l234;
    final long h1234 = h1 + h234;
    final long t0 = l0 - (h0 << 52);
    final long g1 = h01 + Math.multiplyHigh((a0 - a1) << 6, (b1 - b0) << 6);
    final long t1 = h0 + l01 + (a0 - a1) * (b1 - b0) - (g1 << 52);
    final long g2 = h012 + Math.multiplyHigh((a0 - a2) << 6, (b2 - b0) << 6);
    final long t2 = g1 + l012 + (a0 - a2) * (b2 - b0) - (g2 << 52);
    final long g3 = h0123 + Math.multiplyHigh((a0 - a3) << 6, (b3 - b0) << 6) + Math.multiplyHigh((a1 - a2) << 6, (b2 - b1) << 6);
    final long t3 = g2 + l0123 + (a0 - a3) * (b3 - b0) + (a1 - a2) * (b2 - b1) - (g3 << 52);
    final long g4 = h01234 + Math.multiplyHigh((a0 - a4) << 6, (b4 - b0) << 6) + Math.multiplyHigh((a1 - a3) << 6, (b3 - b1) << 6);
    final long t4 = g3 + l01234 + (a0 - a4) * (b4 - b0) + (a1 - a3) * (b3 - b1) - (g4 << 52);
    final long g5 = h1234 + Math.multiplyHigh((a1 - a4) << 6, (b4 - b1) << 6) + Math.multiplyHigh((a2 - a3) << 6, (b3 - b2) << 6);
    final long t5 = g4 + l1234 + (a1 - a4) * (b4 - b1) + (a2 - a3) * (b3 - b2) - (g5 << 52);
    final long g6 = h234 + Math.multiplyHigh((a2 - a4) << 6, (b4 - b2) << 6);
    final long t6 = g5 + l234 + (a2 - a4) * (b4 - b2) - (g6 << 52);
    final long g7 = h34 + Math.multiplyHigh((a3 - a4) << 6, (b4 - b3) << 6);
    final long t7 = g6 + l34 + (a3 - a4) * (b4 - b3) - (g7 << 52);
    final long t8 = g7 + l4 - (h4 << 52);
    reduce(r, ro, t0, t1, t2, t3, t4, t5, t6, t7, t8, h4);
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
   * modulo 2^52 (its carry is then ⌈·/2^52⌉); p has the limbs (p0, p1, p2, 0, 2^46).
   */
  void reduce(long[] r, int ro, long t0, long t1, long t2, long t3, long t4, long t5, long t6, long t7, long t8, long t9) {
    final long m0 = (t0 * inverse) & MASK;
    long m = m0 << 6;
    long u = t1 + ((t0 + MASK) >>> 52) + (m0 * p1 & MASK) + Math.multiplyHigh(m, shifted0);
    long g = (m0 * p2 & MASK) + Math.multiplyHigh(m, shifted1);
    long f = Math.multiplyHigh(m, shifted2);

    final long m1 = (u * inverse) & MASK;
    m = m1 << 6;
    u = t2 + g + ((u + MASK) >>> 52) + (m1 * p1 & MASK) + Math.multiplyHigh(m, shifted0);
    g = f + (m1 * p2 & MASK) + Math.multiplyHigh(m, shifted1);
    f = Math.multiplyHigh(m, shifted2);

    final long m2 = (u * inverse) & MASK;
    m = m2 << 6;
    u = t3 + g + ((u + MASK) >>> 52) + (m2 * p1 & MASK) + Math.multiplyHigh(m, shifted0);
    g = f + (m2 * p2 & MASK) + Math.multiplyHigh(m, shifted1);
    f = Math.multiplyHigh(m, shifted2);

    final long m3 = (u * inverse) & MASK;
    m = m3 << 6;
    u = t4 + ((m0 & 63) << 46) + g + ((u + MASK) >>> 52) + (m3 * p1 & MASK) + Math.multiplyHigh(m, shifted0);
    g = f + (m3 * p2 & MASK) + Math.multiplyHigh(m, shifted1);
    f = Math.multiplyHigh(m, shifted2);

    final long m4 = (u * inverse) & MASK;
    m = m4 << 6;
    final long r0 = t5 + (m0 >>> 6) + ((m1 & 63) << 46) + g + ((u + MASK) >>> 52) + (m4 * p1 & MASK) + Math.multiplyHigh(m, shifted0);
    final long r1 = t6 + (m1 >>> 6) + ((m2 & 63) << 46) + f + (m4 * p2 & MASK) + Math.multiplyHigh(m, shifted1) + (r0 >>> 52);
    final long r2 = t7 + (m2 >>> 6) + ((m3 & 63) << 46) + Math.multiplyHigh(m, shifted2) + (r1 >>> 52);
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
