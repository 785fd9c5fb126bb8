package dev.vouch.verifier.curve;

import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.parallel.Workers;
import java.util.Arrays;

/**
 * Σ scalar_i·point_i by buckets over signed digits (Pippenger), of scalars that the curve's
 * endomorphism halves. Right for all points, equal and opposite ones included: those that a prover
 * chooses may meet anywhere.
 */
public final class MultiScalarMultiplication {
  /**
   * Windows are worked on together until they hold about this many points: enough to share an
   * inversion, few enough for the cache.
   */
  private static final int GROUP_POINTS = 16384;

  private MultiScalarMultiplication() {}

  /**
   * Σ scalars_i·points_i, on the calling thread.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  public static Point compute(FieldVector scalars, PointVector points) {
    return compute(scalars, points, Workers.CALLER);
  }

  /**
   * Σ scalars_i·points_i.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  public static Point compute(FieldVector scalars, PointVector points, Workers workers) {
    int n = points.length();
    if (scalars.length() != n) {
      throw new IllegalArgumentException(scalars.length() + " scalars for " + n + " points");
    }
    int width = width(2 * n, Endomorphism.BITS);
    return compute(SignedDigits.of(scalars, width), withImages(points), workers);
  }

  /**
   * Σ integers_i·points_i, on the calling thread; the smaller the integers, the faster.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  public static Point compute(long[] integers, PointVector points) {
    int n = points.length();
    if (integers.length != n) {
      throw new IllegalArgumentException(integers.length + " integers for " + n + " points");
    }
    int bits = 1;
    for (long integer : integers) {
      bits = Math.max(bits, Long.SIZE - Long.numberOfLeadingZeros(Math.abs(integer)));
    }
    int width = width(n, bits);
    SignedDigits digits = SignedDigits.ofIntegers(integers, width, bits / width + 1);
    return compute(digits, points.coordinates(), Workers.CALLER);
  }

  /** Adds up what the digits say of as many points. */
  private static Point compute(SignedDigits digits, long[] points, Workers workers) {
    int width = digits.width();
    int windows = digits.windows();
    int together = Math.max(1, GROUP_POINTS / Math.max(1, digits.count()));
    int group = Math.min(together, (windows + workers.threads() - 1) / workers.threads());
    WindowSums[] sums = new WindowSums[(windows + group - 1) / group];
    workers.forEach(
        sums.length,
        i ->
            sums[i] =
                new WindowSums(digits, points, i * group, Math.min(windows, (i + 1) * group)));
    CurveArithmetic arithmetic = new CurveArithmetic();
    long[] total = new long[CurveArithmetic.EXTENDED];
    for (int window = windows - 1; window >= 0; window--) {
      for (int bit = width - 1; bit >= 0; bit--) {
        arithmetic.doubled(total, 0);
        sums[window / group].addTo(arithmetic, total, window, bit);
      }
    }
    return Point.ofExtended(arithmetic, total, 0);
  }

  /** The points, then their images under the endomorphism. */
  private static long[] withImages(PointVector points) {
    int size = CurveArithmetic.AFFINE * points.length();
    long[] all = Arrays.copyOf(points.coordinates(), Math.multiplyExact(2, size));
    new Endomorphism().mapAll(all, size, all, 0, points.length());
    return all;
  }

  /** The width of least cost in affine additions: one for a digit, two for a bucket. */
  private static int width(int count, int bits) {
    int best = 2;
    long least = Long.MAX_VALUE;
    for (int width = 2; width <= SignedDigits.MAX_WIDTH; width++) {
      long cost = (bits / width + 1) * (count + (2L << (width - 1)));
      if (cost < least) {
        least = cost;
        best = width;
      }
    }
    return best;
  }
}
