package dev.vouch.verifier.curve;

import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.PrimeField;
import java.util.stream.IntStream;

/** Σ scalar_i·point_i by buckets over signed digits (Pippenger), on all processors. */
public final class MultiScalarMultiplication {
  /** Scalars are below 2^255, so that the signed digits of this many bits leave no carry. */
  private static final int SCALAR_BITS = 256;

  /**
   * Windows are worked on together until they hold about this many points: enough to share an
   * inversion, few enough for the cache.
   */
  private static final int GROUP_POINTS = 8192;

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
    int windows = (SCALAR_BITS + width - 1) / width;
    short[] digits = digits(scalars, width, windows);
    int group = Math.max(1, Math.min(windows, GROUP_POINTS / Math.max(1, n)));
    long[] sums = new long[CurveArithmetic.EXTENDED * windows];
    IntStream.range(0, (windows + group - 1) / group)
        .parallel()
        .forEach(
            i ->
                sumWindows(
                    sums, digits, points, i * group, Math.min(windows, (i + 1) * group), width));
    CurveArithmetic arithmetic = new CurveArithmetic();
    long[] total = new long[CurveArithmetic.EXTENDED];
    for (int window = windows - 1; window >= 0; window--) {
      for (int i = 0; i < width; i++) {
        arithmetic.doubled(total, 0);
      }
      arithmetic.add(total, 0, sums, CurveArithmetic.EXTENDED * window);
    }
    return Point.ofExtended(arithmetic, total, 0);
  }

  /**
   * The buckets of windows {@code from} … {@code above} − 1: bucket d of a window is Σ ±point_i
   * over its digits ±(d + 1).
   */
  private static BucketSums bucketSums(
      short[] digits, PointVector points, int from, int above, int width) {
    int n = points.length();
    int[] capacities = new int[(above - from) << (width - 1)];
    for (int window = from; window < above; window++) {
      for (int i = 0; i < n; i++) {
        int digit = digits[window * n + i];
        if (digit != 0) {
          capacities[((window - from) << (width - 1)) + Math.abs(digit) - 1]++;
        }
      }
    }
    BucketSums sums = new BucketSums(capacities);
    for (int window = from; window < above; window++) {
      for (int i = 0; i < n; i++) {
        int digit = digits[window * n + i];
        if (digit != 0) {
          int list = ((window - from) << (width - 1)) + Math.abs(digit) - 1;
          sums.put(list, points.coordinates(), CurveArithmetic.AFFINE * i, digit < 0);
        }
      }
    }
    sums.sum();
    return sums;
  }

  /**
   * Entry w of {@code sums} = Σ_i digit_(w,i)·point_i for the windows {@code from} ≤ w < {@code
   * above}.
   */
  private static void sumWindows(
      long[] sums, short[] digits, PointVector points, int from, int above, int width) {
    BucketSums buckets = bucketSums(digits, points, from, above, width);
    CurveArithmetic arithmetic = new CurveArithmetic();
    long[] running = new long[CurveArithmetic.EXTENDED];
    for (int window = from; window < above; window++) {
      CurveArithmetic.setInfinity(running, 0);
      int first = (window - from) << (width - 1);
      for (int bucket = first + (1 << (width - 1)) - 1;
          bucket >= first;
          bucket--) { // Σ d·bucket_d = Σ_d (bucket_d + bucket_(d+1) + …)
        buckets.addTo(arithmetic, running, 0, bucket);
        arithmetic.add(sums, CurveArithmetic.EXTENDED * window, running, 0);
      }
    }
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

  /** The width of least cost: six multiplications for a point in a window, 24 for a bucket. */
  private static int width(int n) {
    int best = 2;
    long least = Long.MAX_VALUE;
    for (int width = 2; width <= 14; width++) {
      long cost = (SCALAR_BITS + width - 1L) / width * (6L * n + (24L << (width - 1)));
      if (cost < least) {
        least = cost;
        best = width;
      }
    }
    return best;
  }
}
