package dev.vouch.verifier.field;

/**
 * Products in Montgomery form modulo p = 2^254 + t, 0 < t < 2^126 (both fields of Pallas), with R =
 * 2^260.
 *
 * <p>Five limbs of 52 bits, so that carries need no comparisons. Limbs are kept shifted left by 6
 * bits: then {@code multiplyHigh} of two gives their product's high limb, {@code ⌊a·b / 2^52⌋}, and
 * the low word shifted right by 12 bits its low limb, {@code a·b mod 2^52}; for differences of
 * limbs too.
 *
 * @param low p = low + 2^64·next + 2^254
 * @param next see low
 * @param shifted0 the first limb of p in base 2^52, shifted left by 6; the fourth limb is 0 and the
 *     fifth 2^46
 * @param shifted1 the second limb, shifted
 * @param shifted2 the third limb, shifted
 * @param inverse −p^−1 mod 2^52, shifted
 */
record Montgomery(long low, long next, long shifted0, long shifted1, long shifted2, long inverse) {
  /** log2 R. */
  static final int BITS = 260;

  private static final long MASK = (1L << 52) - 1;
  private static final long SHIFTED_MASK = MASK << 6;

  /** The lowest 6 bits of a shifted limb, where multiplication by p's fifth limb puts them. */
  private static final long LOW_OF_TOP = 63L << 46;

  static Montgomery of(long low, long next) {
    long x = 1; // Newton: correct bits double in each step
    for (int i = 0; i < 6; i++) {
      x *= 2 - low * x;
    }
    long limb1 = (low >>> 52 | next << 12) & MASK;
    long limb2 = next >>> 40;
    return new Montgomery(low, next, (low & MASK) << 6, limb1 << 6, limb2 << 6, -x << 6);
  }

  /** r = a·b. */
  void multiply(long[] r, int ro, long[] a, int ao, long[] b, int bo) {
    long w0 = a[ao];
    long w1 = a[ao + 1];
    long w2 = a[ao + 2];
    long w3 = a[ao + 3];
    final long a0 = (w0 << 6) & SHIFTED_MASK;
    final long a1 = (w0 >>> 46 | w1 << 18) & SHIFTED_MASK;
    final long a2 = (w1 >>> 34 | w2 << 30) & SHIFTED_MASK;
    final long a3 = (w2 >>> 22 | w3 << 42) & SHIFTED_MASK;
    final long a4 = (w3 >>> 10) & SHIFTED_MASK;
    w0 = b[bo];
    w1 = b[bo + 1];
    w2 = b[bo + 2];
    w3 = b[bo + 3];
    final long b0 = (w0 << 6) & SHIFTED_MASK;
    final long b1 = (w0 >>> 46 | w1 << 18) & SHIFTED_MASK;
    final long b2 = (w1 >>> 34 | w2 << 30) & SHIFTED_MASK;
    final long b3 = (w2 >>> 22 | w3 << 42) & SHIFTED_MASK;
    final long b4 = (w3 >>> 10) & SHIFTED_MASK;
    // Cross products by Karatsuba: a_i·b_j + a_j·b_i = (a_i − a_j)(b_j − b_i) + a_i·b_i + a_j·b_j.
    // l is the sum of the low limbs of a column and stays there, below 2^56; h is the sum of the
    // high ones and goes to the next column. If some h is negative, low limbs make up for it there.
    final long l0 = (a0 * b0) >>> 12;
    final long h0 = Math.multiplyHigh(a0, b0);
    final long l1 = (a1 * b1) >>> 12;
    final long h1 = Math.multiplyHigh(a1, b1);
    final long l2 = (a2 * b2) >>> 12;
    final long h2 = Math.multiplyHigh(a2, b2);
    final long l3 = (a3 * b3) >>> 12;
    final long h3 = Math.multiplyHigh(a3, b3);
    final long l4 = (a4 * b4) >>> 12;
    final long h4 = Math.multiplyHigh(a4, b4);
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
    final long t1 = h0 + l01 + (((a0 - a1) * (b1 - b0)) >>> 12);
    final long g1 = h01 + Math.multiplyHigh(a0 - a1, b1 - b0);
    final long t2 = g1 + l012 + (((a0 - a2) * (b2 - b0)) >>> 12);
    final long g2 = h012 + Math.multiplyHigh(a0 - a2, b2 - b0);
    final long t3 =
        g2 + l0123 + (((a0 - a3) * (b3 - b0)) >>> 12) + (((a1 - a2) * (b2 - b1)) >>> 12);
    final long g3 =
        h0123 + Math.multiplyHigh(a0 - a3, b3 - b0) + Math.multiplyHigh(a1 - a2, b2 - b1);
    final long t4 =
        g3 + l01234 + (((a0 - a4) * (b4 - b0)) >>> 12) + (((a1 - a3) * (b3 - b1)) >>> 12);
    final long g4 =
        h01234 + Math.multiplyHigh(a0 - a4, b4 - b0) + Math.multiplyHigh(a1 - a3, b3 - b1);
    final long t5 =
        g4 + l1234 + (((a1 - a4) * (b4 - b1)) >>> 12) + (((a2 - a3) * (b3 - b2)) >>> 12);
    final long g5 =
        h1234 + Math.multiplyHigh(a1 - a4, b4 - b1) + Math.multiplyHigh(a2 - a3, b3 - b2);
    final long t6 = g5 + l234 + (((a2 - a4) * (b4 - b2)) >>> 12);
    final long g6 = h234 + Math.multiplyHigh(a2 - a4, b4 - b2);
    final long t7 = g6 + l34 + (((a3 - a4) * (b4 - b3)) >>> 12);
    final long g7 = h34 + Math.multiplyHigh(a3 - a4, b4 - b3);
    reduce(r, ro, l0, t1, t2, t3, t4, t5, t6, t7, g7 + l4, h4);
  }

  /** r = a². */
  void square(long[] r, int ro, long[] a, int ao) {
    long w0 = a[ao];
    long w1 = a[ao + 1];
    long w2 = a[ao + 2];
    long w3 = a[ao + 3];
    final long a0 = (w0 << 6) & SHIFTED_MASK;
    final long a1 = (w0 >>> 46 | w1 << 18) & SHIFTED_MASK;
    final long a2 = (w1 >>> 34 | w2 << 30) & SHIFTED_MASK;
    final long a3 = (w2 >>> 22 | w3 << 42) & SHIFTED_MASK;
    final long a4 = (w3 >>> 10) & SHIFTED_MASK;
    // As multiply; the doubled factor 2·a_i takes the place of the second product of a pair.
    final long d0 = a0 << 1;
    final long d1 = a1 << 1;
    final long d2 = a2 << 1;
    final long d3 = a3 << 1;
    final long t0 = (a0 * a0) >>> 12;
    final long h0 = Math.multiplyHigh(a0, a0);
    final long t1 = h0 + ((d0 * a1) >>> 12);
    final long h1 = Math.multiplyHigh(d0, a1);
    final long t2 = h1 + ((d0 * a2) >>> 12) + ((a1 * a1) >>> 12);
    final long h2 = Math.multiplyHigh(d0, a2) + Math.multiplyHigh(a1, a1);
    final long t3 = h2 + ((d0 * a3) >>> 12) + ((d1 * a2) >>> 12);
    final long h3 = Math.multiplyHigh(d0, a3) + Math.multiplyHigh(d1, a2);
    final long t4 = h3 + ((d0 * a4) >>> 12) + ((d1 * a3) >>> 12) + ((a2 * a2) >>> 12);
    final long h4 =
        Math.multiplyHigh(d0, a4) + Math.multiplyHigh(d1, a3) + Math.multiplyHigh(a2, a2);
    final long t5 = h4 + ((d1 * a4) >>> 12) + ((d2 * a3) >>> 12);
    final long h5 = Math.multiplyHigh(d1, a4) + Math.multiplyHigh(d2, a3);
    final long t6 = h5 + ((d2 * a4) >>> 12) + ((a3 * a3) >>> 12);
    final long h6 = Math.multiplyHigh(d2, a4) + Math.multiplyHigh(a3, a3);
    final long t7 = h6 + ((d3 * a4) >>> 12);
    final long h7 = Math.multiplyHigh(d3, a4);
    final long t8 = h7 + ((a4 * a4) >>> 12);
    final long h8 = Math.multiplyHigh(a4, a4);
    reduce(r, ro, t0, t1, t2, t3, t4, t5, t6, t7, t8, h8);
  }

  /** r = a / R, which takes an element to its integer. */
  void reduce(long[] r, int ro, long[] a, int ao) {
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

  /**
   * Montgomery reduction: r = Σ t_k·2^(52k) / 2^260 mod p, for columns 0 ≤ t_k < 2^60 whose sum is
   * below 2^260·p. Step k adds m_k·p·2^(52k) so that column k becomes 0 modulo 2^52 (its carry is
   * then ⌈·/2^52⌉); p has the limbs (p0, p1, p2, 0, 2^46).
   */
  void reduce(
      long[] r,
      int ro,
      long t0,
      long t1,
      long t2,
      long t3,
      long t4,
      long t5,
      long t6,
      long t7,
      long t8,
      long t9) {
    final long m0 = (t0 * inverse) & SHIFTED_MASK;
    long u = t1 + ((t0 + MASK) >>> 52) + ((m0 * shifted1) >>> 12) + Math.multiplyHigh(m0, shifted0);
    long g = ((m0 * shifted2) >>> 12) + Math.multiplyHigh(m0, shifted1);
    long f = Math.multiplyHigh(m0, shifted2);

    final long m1 = (u * inverse) & SHIFTED_MASK;
    u = t2 + g + ((u + MASK) >>> 52) + ((m1 * shifted1) >>> 12) + Math.multiplyHigh(m1, shifted0);
    g = f + ((m1 * shifted2) >>> 12) + Math.multiplyHigh(m1, shifted1);
    f = Math.multiplyHigh(m1, shifted2);

    final long m2 = (u * inverse) & SHIFTED_MASK;
    u = t3 + g + ((u + MASK) >>> 52) + ((m2 * shifted1) >>> 12) + Math.multiplyHigh(m2, shifted0);
    g = f + ((m2 * shifted2) >>> 12) + Math.multiplyHigh(m2, shifted1);
    f = Math.multiplyHigh(m2, shifted2);

    final long m3 = (u * inverse) & SHIFTED_MASK;
    u =
        t4
            + ((m0 << 40) & LOW_OF_TOP)
            + g
            + ((u + MASK) >>> 52)
            + ((m3 * shifted1) >>> 12)
            + Math.multiplyHigh(m3, shifted0);
    g = f + ((m3 * shifted2) >>> 12) + Math.multiplyHigh(m3, shifted1);
    f = Math.multiplyHigh(m3, shifted2);

    final long m4 = (u * inverse) & SHIFTED_MASK;
    final long r0 =
        t5
            + (m0 >>> 12)
            + ((m1 << 40) & LOW_OF_TOP)
            + g
            + ((u + MASK) >>> 52)
            + ((m4 * shifted1) >>> 12)
            + Math.multiplyHigh(m4, shifted0);
    final long r1 =
        t6
            + (m1 >>> 12)
            + ((m2 << 40) & LOW_OF_TOP)
            + f
            + ((m4 * shifted2) >>> 12)
            + Math.multiplyHigh(m4, shifted1)
            + (r0 >>> 52);
    final long r2 =
        t7
            + (m2 >>> 12)
            + ((m3 << 40) & LOW_OF_TOP)
            + Math.multiplyHigh(m4, shifted2)
            + (r1 >>> 52);
    final long r3 = t8 + (m3 >>> 12) + ((m4 << 40) & LOW_OF_TOP) + (r2 >>> 52);
    final long r4 = t9 + (m4 >>> 12) + (r3 >>> 52);
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

  /** r = s or s − p, whichever lies in [0, p), for s < 2p. */
  void reduceOnce(long[] r, int ro, long s0, long s1, long s2, long s3) {
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
}
