package dev.vouch.verifier.curve;

import java.util.Arrays;

/**
 * Some windows of a multi-scalar multiplication: for each window w the sum Σ_d d·B_d over its
 * buckets B_d = Σ ±point_i over the digits ±d, as one point for each bit of d.
 *
 * <p>Σ_d d·B_d = Σ_(d odd) B_d + 2·Σ_e e·(B_(2e) + B_(2e+1)), and so on with the pairs in the place
 * of the buckets. All these are sums of lists, two affine additions a bucket. Used once, not
 * thread-safe.
 */
final class WindowSums {
  private final SignedDigits digits;
  private final int from;
  private final int windows;

  /** For window {@code from} + w and bit j the point of list {@code w·width + j}. */
  private final ListSums bits;

  /** Adds up the windows {@code from} … {@code above} − 1. */
  WindowSums(SignedDigits digits, long[] points, int from, int above) {
    this.digits = digits;
    this.from = from;
    this.windows = above - from;
    int buckets = 1 << (digits.width() - 1);
    int[] capacities = new int[windows * digits.width()];
    for (int list = 0; list < capacities.length; list++) {
      capacities[list] = Math.max(1, buckets >> (list % digits.width() + 1));
    }
    this.bits = new ListSums(capacities);
    ListSums level = buckets(points, buckets);
    for (int bit = 0; ; bit++, buckets /= 2) {
      putOdd(level, buckets, bit);
      if (buckets == 1) {
        break;
      }
      level = pairs(level, buckets);
    }
    bits.sum();
  }

  /** Adds the point of one bit, which counts 2^({@code width·window + bit}) times. */
  void addTo(CurveArithmetic arithmetic, long[] accumulated, int window, int bit) {
    bits.addTo(arithmetic, accumulated, 0, (window - from) * digits.width() + bit);
  }

  /** Bucket d of window w is list w·{@code count} + d − 1. */
  private ListSums buckets(long[] points, int count) {
    int[] capacities = new int[windows * count];
    for (int w = 0; w < windows; w++) {
      for (int i = 0; i < digits.count(); i++) {
        int digit = digits.at(from + w, i);
        if (digit != 0) {
          capacities[w * count + Math.abs(digit) - 1]++;
        }
      }
    }
    ListSums sums = new ListSums(capacities);
    for (int w = 0; w < windows; w++) {
      for (int i = 0; i < digits.count(); i++) {
        int digit = digits.at(from + w, i);
        if (digit != 0) {
          int list = w * count + Math.abs(digit) - 1;
          sums.put(list, points, CurveArithmetic.AFFINE * i, digit < 0);
        }
      }
    }
    sums.sum();
    return sums;
  }

  private void putOdd(ListSums level, int count, int bit) {
    for (int w = 0; w < windows; w++) {
      for (int d = 1; d <= count; d += 2) {
        level.putTo(bits, w * digits.width() + bit, w * count + d - 1);
      }
    }
  }

  /** B_(2e) + B_(2e+1) for e = 1 … {@code count}/2; there is no B_({@code count}+1). */
  private ListSums pairs(ListSums level, int count) {
    int[] capacities = new int[windows * count / 2];
    Arrays.fill(capacities, 2);
    ListSums pairs = new ListSums(capacities);
    for (int w = 0; w < windows; w++) {
      for (int d = 2; d <= count; d++) {
        level.putTo(pairs, w * count / 2 + d / 2 - 1, w * count + d - 1);
      }
    }
    pairs.sum();
    return pairs;
  }
}
