package dev.vouch.verifier.curve;

import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.parallel.Workers;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Σ_b scalar_b·point_(b·m + i) for i = 0 … m − 1: blocks of m points are folded into one, all by
 * the same scalars. These have the same digits in each of the m sums, so that a sum needs few
 * additions a digit and its doublings alone are its own.
 *
 * <p>A digit ±1, ±2, ±4 or ±3 of weight 8^w puts a point, or for the last one its triple, into the
 * list of one bit of its sum ({@link ListSums}); the bits' sums are put together by doubling.
 */
public final class PointFolding {
  /** Digits are −4 … 4. */
  private static final int WIDTH = 3;

  private static final int TRIPLE = 3;

  /** Sums that are worked out together: enough to share inversions, few enough for the cache. */
  private static final int TOGETHER = 16;

  private final SignedDigits digits;
  private final int folded;

  /** The points and their triples, then the images of both under the endomorphism. */
  private final long[] points;

  /** How many points of a sum count for each bit. */
  private final int[] ofBit;

  private PointFolding(SignedDigits digits, PointVector points) {
    this.digits = digits;
    this.points = multiples(points);
    this.folded = points.length() / (digits.count() / 2);
    this.ofBit = new int[WIDTH * digits.windows()];
    for (int window = 0; window < digits.windows(); window++) {
      for (int half = 0; half < digits.count(); half++) {
        if (digits.at(window, half) != 0) {
          ofBit[bit(window, half)]++;
        }
      }
    }
  }

  /**
   * Folds points.
   *
   * @param scalars as many as there are blocks
   * @param workers share in the work
   * @return empty if a sum is infinity: for points that nobody chose and scalars that are random,
   *     with negligible probability
   * @throws IllegalArgumentException if the blocks are not of one length
   */
  public static Optional<PointVector> fold(
      PointVector points, FieldVector scalars, Workers workers) {
    if (points.length() % scalars.length() != 0) {
      throw new IllegalArgumentException(
          points.length() + " points in " + scalars.length() + " blocks");
    }
    PointFolding folding = new PointFolding(SignedDigits.of(scalars, WIDTH), points);
    long[] affine = new long[CurveArithmetic.AFFINE * folding.folded];
    AtomicBoolean finite = new AtomicBoolean(true);
    workers.forEach(
        (folding.folded + TOGETHER - 1) / TOGETHER,
        part -> {
          int from = TOGETHER * part;
          int count = Math.min(TOGETHER, folding.folded - from);
          if (!folding.fold(affine, from, count)) {
            finite.set(false);
          }
        });
    return finite.get() ? Optional.of(new PointVector(affine, folding.folded)) : Optional.empty();
  }

  private static long[] multiples(PointVector points) {
    int count = points.length();
    int size = CurveArithmetic.AFFINE * count;
    long[] multiples = Arrays.copyOf(points.coordinates(), Math.multiplyExact(4, size));
    int[] capacities = new int[count];
    Arrays.fill(capacities, TRIPLE);
    ListSums triples = new ListSums(capacities);
    for (int i = 0; i < TRIPLE * count; i++) {
      triples.put(i / TRIPLE, multiples, CurveArithmetic.AFFINE * (i / TRIPLE), false);
    }
    triples.sum();
    triples.copyTo(multiples, size);
    new Endomorphism().mapAll(multiples, 2 * size, multiples, 0, 2 * count);
    return multiples;
  }

  /** The bit of the sum that a digit other than 0 counts for. */
  private int bit(int window, int half) {
    int digit = Math.abs(digits.at(window, half));
    return WIDTH * window + (digit == TRIPLE ? 0 : digit >> 1);
  }

  /** Writes the affine sums {@code from} … {@code from + count} − 1; false if one is infinity. */
  private boolean fold(long[] affine, int from, int count) {
    int bits = ofBit.length;
    int[] capacities = new int[bits * count];
    for (int i = 0; i < count; i++) {
      System.arraycopy(ofBit, 0, capacities, bits * i, bits);
    }
    ListSums sums = new ListSums(capacities);
    for (int i = 0; i < count; i++) {
      put(sums, bits * i, from + i);
    }
    sums.sum();
    CurveArithmetic arithmetic = new CurveArithmetic();
    long[] extended = new long[CurveArithmetic.EXTENDED * count];
    for (int i = 0; i < count; i++) {
      int at = CurveArithmetic.EXTENDED * i;
      for (int bit = bits - 1; bit >= 0; bit--) {
        arithmetic.doubled(extended, at);
        sums.addTo(arithmetic, extended, at, bits * i + bit);
      }
      if (CurveArithmetic.isInfinity(extended, at)) {
        return false;
      }
    }
    arithmetic.toAffine(
        affine,
        CurveArithmetic.AFFINE * from,
        extended,
        0,
        count,
        new long[PrimeField.LIMBS * count],
        new long[PrimeField.LIMBS * (count + 1)]);
    return true;
  }

  /** Puts the points of sum i into the lists of its bits, which begin at {@code list}. */
  private void put(ListSums sums, int list, int i) {
    int blocks = digits.count() / 2;
    for (int window = 0; window < digits.windows(); window++) {
      for (int half = 0; half < digits.count(); half++) {
        int digit = digits.at(window, half);
        if (digit != 0) {
          int kind = 2 * (half / blocks) + (Math.abs(digit) == TRIPLE ? 1 : 0);
          int point = folded * (blocks * kind + half % blocks) + i;
          sums.put(list + bit(window, half), points, CurveArithmetic.AFFINE * point, digit < 0);
        }
      }
    }
  }
}
