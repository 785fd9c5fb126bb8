package dev.vouch.verifier.curve;

import dev.vouch.verifier.field.PrimeField;
import java.util.Arrays;

/**
 * The endomorphism φ(x, y) = (β·x, y) = λ·(x, y) of Pallas, with β³ = 1 and λ³ = 1: a scalar k is
 * k1 + k2·λ with k1 and k2 of half its length (Gallant, Lambert and Vanstone, 2001).
 *
 * <p>The pairs (a, b) with a + b·λ = 0 mod the group's order r are a lattice with the basis (A, B),
 * (−C, A), A² + B·C = r. With n1 and n2 the integers next to k·A/r and k·B/r, (k1, k2) = (k, 0) −
 * n1·(A, B) + n2·(−C, A): k1 + k2·λ = k holds for any n1 and n2, and the size follows from |k1| ≤
 * (A + C)/2, |k2| ≤ (A + B)/2, up to the error of the quotients.
 */
final class Endomorphism {
  /** |k1| and |k2| are below 2^127. */
  static final int BITS = 127;

  /** Longs that {@link #split} writes. */
  static final int PARTS = 4;

  private static final long A0 = 0x8cb1279300000000L;
  private static final long A1 = 0x49e69d1640a89953L;
  private static final long B0 = 0x0c7c095a00000001L;
  private static final long B1 = 0x93cd3a2c8198e269L;
  private static final long C0 = 0x7fcae1c700000001L;
  private static final long C1 = 0x49e69d1640f04915L;

  /** The quotients are k·{@code QUOTIENT} / 2^318 with an error below 2^−63. */
  private static final int SHIFT = 318;

  /** ⌊2^318·A/r⌉, ⌊2^318·B/r⌉. */
  private static final long[] QUOTIENT_A = {
    0xd86bf7a9a1203e95L, 0x8cb12792ffffffffL, 0x49e69d1640a89953L
  };

  private static final long[] QUOTIENT_B = {
    0xb0d7ef53421a18b8L, 0x0c7c095a00000000L, 0x93cd3a2c8198e269L
  };

  private static final long[] BETA = {
    0x1dad5ebdfdfe4ab9L, 0x1d1f8bd237ad3149L, 0x2caad5dc57aab1b0L, 0x12ccca834acdba71L
  };

  private final long[] beta = new long[PrimeField.LIMBS];
  private final long[] product = new long[PrimeField.LIMBS + 3];
  private final long[] n = new long[4];

  /** Has scratch space of its own: one instance a thread. */
  Endomorphism() {
    PrimeField.BASE.toMontgomery(beta, 0, BETA, 0);
  }

  /** r = φ(a), affine points. */
  void map(long[] r, int ro, long[] a, int ao) {
    PrimeField.BASE.multiply(r, ro, a, ao, beta, 0);
    PrimeField.copy(r, ro + PrimeField.LIMBS, a, ao + PrimeField.LIMBS);
  }

  /** r = φ of {@code count} points that follow one another. */
  void mapAll(long[] r, int ro, long[] a, int ao, int count) {
    for (int at = 0; at < CurveArithmetic.AFFINE * count; at += CurveArithmetic.AFFINE) {
      map(r, ro + at, a, ao + at);
    }
  }

  /** r = k1, k2 for the integer k below the group's order: 128 bits each, in two's complement. */
  void split(long[] r, int ro, long[] k, int ko) {
    quotient(0, k, ko, QUOTIENT_A);
    quotient(2, k, ko, QUOTIENT_B);
    // k1 = k − n1·A − n2·C, k2 = n2·A − n1·B, modulo 2^128
    long low = n[0] * A0;
    long high = high128(n[0], n[1], A0, A1);
    long low2 = n[2] * C0;
    high += high128(n[2], n[3], C0, C1) + carry(low, low2);
    low += low2;
    r[ro] = k[ko] - low;
    r[ro + 1] = k[ko + 1] - high - borrow(k[ko], low);
    low = n[2] * A0;
    high = high128(n[2], n[3], A0, A1);
    low2 = n[0] * B0;
    r[ro + 2] = low - low2;
    r[ro + 3] = high - high128(n[0], n[1], B0, B1) - borrow(low, low2);
  }

  /** n_at, n_(at + 1) = ⌊k·g / 2^318⌉. */
  private void quotient(int at, long[] k, int ko, long[] g) {
    Arrays.fill(product, 0);
    for (int i = 0; i < g.length; i++) {
      long carry = 0;
      for (int j = 0; j < PrimeField.LIMBS; j++) {
        long low = g[i] * k[ko + j];
        long sum = product[i + j] + low;
        long overflow = carry(product[i + j], low);
        long total = sum + carry;
        overflow += carry(sum, carry);
        product[i + j] = total;
        carry = unsignedHigh(g[i], k[ko + j]) + overflow; // the product of two limbs leaves room
      }
      product[i + PrimeField.LIMBS] = carry;
    }
    long half = 1L << ((SHIFT - 1) & 63);
    long rounded = product[4] + half;
    long carry = carry(product[4], half);
    long middle = product[5] + carry;
    long top = product[6] + carry(product[5], carry);
    n[at] = (rounded >>> (SHIFT & 63)) | (middle << (64 - (SHIFT & 63)));
    n[at + 1] = (middle >>> (SHIFT & 63)) | (top << (64 - (SHIFT & 63)));
  }

  /** The second limb of (a0 + 2^64·a1)·(b0 + 2^64·b1). */
  private static long high128(long a0, long a1, long b0, long b1) {
    return unsignedHigh(a0, b0) + a0 * b1 + a1 * b0;
  }

  private static long unsignedHigh(long a, long b) {
    return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
  }

  /** Whether the unsigned a + b overflows. */
  private static long carry(long a, long b) {
    return ((a & b) | ((a | b) & ~(a + b))) >>> 63;
  }

  /** Whether the unsigned a is below b. */
  private static long borrow(long a, long b) {
    return ((~a & b) | ((~a | b) & (a - b))) >>> 63;
  }
}
