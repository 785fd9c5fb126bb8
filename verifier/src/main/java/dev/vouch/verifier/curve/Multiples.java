package dev.vouch.verifier.curve;

import dev.vouch.verifier.field.PrimeField;

/**
 * The multiples d·2^(width·w)·B_j of some points B_j, for d = 1 … 2^(width−1) and windows w = 0, 1,
 * …: an integer times a point is then a sum of one of them a window. Immutable.
 */
final class Multiples {
  private static final int AFFINE = CurveArithmetic.AFFINE;
  private static final int EXTENDED = CurveArithmetic.EXTENDED;

  private final int width;
  private final int windows;
  private final int half;

  /** That of d in window w of point j at {@code AFFINE·((j·windows + w)·half + d − 1)}. */
  private final long[] points;

  private Multiples(int width, int windows, int count) {
    this.width = width;
    this.windows = windows;
    this.half = 1 << (width - 1);
    this.points = new long[Math.multiplyExact(AFFINE, entries(width, windows, count))];
  }

  /** How many points a table has. */
  static int entries(int width, int windows, int count) {
    return Math.multiplyExact(Math.multiplyExact(count, windows), 1 << (width - 1));
  }

  /** How many signed digits of a width the integers up to ±{@code magnitude} have. */
  static int windows(int width, long magnitude) {
    int windows = 0;
    int carry = (1 << (width - 1)) - 1;
    for (long left = magnitude; left > 0; left = (left + carry) >>> width) {
      windows++;
    }
    return windows;
  }

  /** Computes the multiples. */
  static Multiples of(PointVector bases, int width, int windows) {
    Multiples table = new Multiples(width, windows, bases.length());
    int each = entries(width, windows, 1);
    Work work = new Work(each);
    for (int j = 0; j < bases.length(); j++) {
      table.fill(j * each, bases.coordinates(), AFFINE * j, work);
    }
    return table;
  }

  /** Scratch space for the multiples of one point. */
  private static final class Work {
    private final CurveArithmetic arithmetic = new CurveArithmetic();
    private final long[] extended;
    private final long[] denominators;
    private final long[] scratch;

    Work(int entries) {
      extended = new long[EXTENDED * entries];
      denominators = new long[PrimeField.LIMBS * entries];
      scratch = new long[PrimeField.LIMBS * (entries + 1)];
    }
  }

  private void fill(int first, long[] bases, int base, Work work) {
    long[] at = work.extended;
    long[] step = new long[EXTENDED];
    CurveArithmetic.setAffine(step, 0, bases, base, false);
    int entry = 0;
    for (int window = 0; window < windows; window++) {
      System.arraycopy(step, 0, at, EXTENDED * entry, EXTENDED);
      for (int d = 2; d <= half; d++) {
        System.arraycopy(at, EXTENDED * entry, at, EXTENDED * (entry + 1), EXTENDED);
        work.arithmetic.add(at, EXTENDED * ++entry, step, 0);
      }
      System.arraycopy(at, EXTENDED * entry++, step, 0, EXTENDED); // half·step
      work.arithmetic.doubled(step, 0);
    }
    // small multiples of a point of prime order are never infinity
    work.arithmetic.toAffine(points, AFFINE * first, at, 0, entry, work.denominators, work.scratch);
  }

  /** Puts what adds up to {@code value} times point j into a list. */
  void put(ListSums sums, int list, int j, long value) {
    boolean negative = value < 0;
    long left = Math.abs(value);
    for (int window = 0; left != 0; window++) {
      int digit = (int) left & ((1 << width) - 1);
      left >>>= width;
      if (digit > half) {
        digit -= 1 << width;
        left++;
      }
      put(sums, list, j, window, negative ? -digit : digit);
    }
  }

  /** Puts what adds up to the integer of four limbs, below 2^255, times point j into a list. */
  void put(ListSums sums, int list, int j, long[] integer) {
    int carry = 0;
    for (int window = 0; window < windows; window++) {
      int from = window * width;
      long bits = integer[from >> 6] >>> (from & 63);
      if ((from & 63) + width > 64 && (from >> 6) + 1 < integer.length) {
        bits |= integer[(from >> 6) + 1] << (64 - (from & 63));
      }
      int digit = ((int) bits & ((1 << width) - 1)) + carry;
      carry = digit > half ? 1 : 0;
      put(sums, list, j, window, digit - (carry << width));
    }
  }

  private void put(ListSums sums, int list, int j, int window, int digit) {
    if (digit != 0) {
      int entry = (j * windows + window) * half + Math.abs(digit) - 1;
      sums.put(list, points, AFFINE * entry, digit < 0);
    }
  }
}
