package dev.vouch.verifier.lookup;

import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;

/**
 * The fractions of groups of even keys, one after the other, by their definition: halves are
 * joined, the lowest bit first, as (1 − s_bit)·N0/D0 + s_bit·N1/D1 = (N0·D1 + s_bit·(N1·D0 −
 * N0·D1)) / (D0·D1). Used once, not thread-safe.
 */
final class EvenFraction {
  private static final PrimeField F = PrimeField.SCALAR;
  private static final int LIMBS = PrimeField.LIMBS;

  private final int bits;
  private final long[] step = new long[LIMBS];
  private final long[] next = new long[LIMBS];
  private final long[] coordinates;

  /** (1 − s_0)·step: N of two rows is the first key plus this. */
  private final long[] ofTwo = new long[LIMBS];

  private final long[] n;
  private final long[] d;
  private final long[] product = new long[LIMBS];

  /** From row {@code from} of the table on, in groups of 2^bits rows, bits ≥ 1. */
  EvenFraction(TableRun run, int from, int bits) {
    this.bits = bits;
    this.coordinates = new long[LIMBS * bits];
    for (int bit = 0; bit < bits; bit++) {
      run.weights().coordinate(bit).copyTo(coordinates, LIMBS * bit);
    }
    long[] keys = new long[2 * LIMBS];
    run.keys().write(from, from + 2, keys, 0);
    PrimeField.copy(next, 0, keys, 0);
    F.subtract(step, 0, keys, LIMBS, keys, 0);
    Scalar.ONE.minus(run.weights().coordinate(0)).times(Scalar.of(step, 0)).copyTo(ofTwo, 0);
    this.n = new long[LIMBS << (bits - 1)];
    this.d = new long[LIMBS << (bits - 1)];
  }

  /** Writes N and D of the next group. */
  void next(long[] toN, long[] toD, int to) {
    int half = 1 << (bits - 1);
    for (int i = 0; i < half; i++) {
      F.add(n, LIMBS * i, next, 0, ofTwo, 0);
      PrimeField.copy(d, LIMBS * i, next, 0);
      F.add(next, 0, next, 0, step, 0);
      F.multiply(d, LIMBS * i, d, LIMBS * i, next, 0);
      F.add(next, 0, next, 0, step, 0);
    }
    for (int bit = 1; half > 1; bit++, half /= 2) {
      for (int i = 0; i < half / 2; i++) {
        join(LIMBS * i, 2 * LIMBS * i, 2 * LIMBS * i + LIMBS, LIMBS * bit);
      }
    }
    PrimeField.copy(toN, to, n, 0);
    PrimeField.copy(toD, to, d, 0);
  }

  private void join(int to, int even, int odd, int coordinate) {
    F.multiply(product, 0, n, odd, d, even);
    F.multiply(n, to, n, even, d, odd);
    F.subtract(product, 0, product, 0, n, to);
    F.multiply(product, 0, product, 0, coordinates, coordinate);
    F.add(n, to, n, to, product, 0);
    F.multiply(d, to, d, even, d, odd);
  }
}
