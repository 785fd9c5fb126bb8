package dev.vouch.verifier.curve;

import dev.vouch.verifier.field.Powers;
import dev.vouch.verifier.field.PrimeField;
import java.util.Arrays;

/**
 * Sums of many lists of affine points at once. Lists are halved round by round; all divisions of a
 * round share one inversion (Montgomery's trick), so that an addition costs about six
 * multiplications. Used once, not thread-safe.
 *
 * <p>λ = (y2 − y1)/(x2 − x1), or 3·x²/(2·y) for a doubling; x3 = λ² − x1 − x2, y3 = λ·(x1 − x3) −
 * y1. Infinity is (0, 0), which is off the curve.
 */
final class ListSums {
  private static final PrimeField Q = PrimeField.BASE;
  private static final int LIMBS = PrimeField.LIMBS;
  private static final int AFFINE = CurveArithmetic.AFFINE;

  /** List b holds the points start_b … start_b + size_b − 1. */
  private final int[] start;

  private final int[] size;
  private final long[] points;
  private final long[] denominators;
  private final long[] scratch;
  private final long[] slope = new long[LIMBS];
  private final long[] x = new long[LIMBS];
  private final long[] y = new long[LIMBS];

  /** Room for lists of these sizes, still empty. */
  ListSums(int[] capacities) {
    this.start = new int[capacities.length];
    this.size = new int[capacities.length];
    int total = 0;
    for (int b = 0; b < capacities.length; b++) {
      start[b] = total;
      total += capacities[b];
    }
    this.points = new long[AFFINE * total];
    this.denominators = new long[LIMBS * (total / 2)];
    this.scratch = new long[LIMBS * (total / 2 + 1)];
  }

  /** Puts an affine point, negated if asked, into a list. */
  void put(int list, long[] coordinates, int offset, boolean negated) {
    int at = AFFINE * (start[list] + size[list]++);
    System.arraycopy(coordinates, offset, points, at, AFFINE);
    if (negated) {
      Q.negate(points, at + LIMBS, points, at + LIMBS);
    }
  }

  /** Adds up every list. */
  void sum() {
    for (int pairs = collectDenominators(); pairs > 0; pairs = collectDenominators()) {
      Powers.invertAll(Q, denominators, 0, pairs, scratch);
      addPairs();
    }
  }

  /** Whether the sum of a list is a finite point. */
  boolean isFinite(int list) {
    return size[list] > 0 && !isInfinity(AFFINE * start[list]);
  }

  /** Puts the sum of one of these lists, if it is finite, into a list of {@code others}. */
  void putTo(ListSums others, int other, int list) {
    if (isFinite(list)) {
      others.put(other, points, AFFINE * start[list], false);
    }
  }

  /** Adds the sum of a list to an accumulated point. */
  void addTo(CurveArithmetic arithmetic, long[] accumulated, int offset, int list) {
    if (isFinite(list)) {
      arithmetic.addAffine(accumulated, offset, points, AFFINE * start[list], false);
    }
  }

  /** Copies the sums of all lists, one after the other; infinity is (0, 0). */
  void copyTo(long[] coordinates, int offset) {
    for (int list = 0; list < size.length; list++) {
      System.arraycopy(points, AFFINE * start[list], coordinates, offset + AFFINE * list, AFFINE);
    }
  }

  /**
   * Writes the sum of a list, {@link PointCodec#BYTES} bytes from {@code offset} on.
   *
   * @throws IllegalStateException if it is infinity
   */
  void encode(byte[] bytes, int offset, int list) {
    if (!isFinite(list)) {
      throw new IllegalStateException("infinity has no encoding");
    }
    PointCodec.encode(bytes, offset, points, AFFINE * start[list]);
  }

  private int collectDenominators() {
    int pairs = 0;
    for (int list = 0; list < size.length; list++) {
      int at = AFFINE * start[list];
      for (int i = 1; i < size[list]; i += 2, at += 2 * AFFINE) {
        int to = LIMBS * pairs++;
        int second = at + AFFINE;
        Q.subtract(denominators, to, points, second, points, at);
        if (isInfinity(at) || isInfinity(second)) {
          Q.setOne(denominators, to);
        } else if (PrimeField.isZero(denominators, to)) {
          Q.add(
              denominators,
              to,
              points,
              at + LIMBS,
              points,
              second + LIMBS); // 2·y, or 0 for opposite points
          if (PrimeField.isZero(denominators, to)) {
            Q.setOne(denominators, to);
          }
        }
      }
    }
    return pairs;
  }

  /** Puts the sum of each pair where the list's next point belongs; an odd last point moves up. */
  private void addPairs() {
    int pair = 0;
    for (int list = 0; list < size.length; list++) {
      int from = AFFINE * start[list];
      int to = from;
      for (int i = 1; i < size[list]; i += 2, from += 2 * AFFINE, to += AFFINE) {
        add(to, from, from + AFFINE, LIMBS * pair++);
      }
      if ((size[list] & 1) == 1) {
        System.arraycopy(points, from, points, to, AFFINE);
      }
      size[list] = (size[list] + 1) / 2;
    }
  }

  private void add(int to, int a, int b, int inverse) {
    if (isInfinity(a) || isInfinity(b)) {
      System.arraycopy(points, isInfinity(a) ? b : a, points, to, AFFINE);
      return;
    }
    if (!PrimeField.equal(points, a, points, b)) {
      Q.subtract(slope, 0, points, b + LIMBS, points, a + LIMBS);
    } else if (PrimeField.equal(points, a + LIMBS, points, b + LIMBS)) {
      Q.square(x, 0, points, a);
      Q.add(slope, 0, x, 0, x, 0);
      Q.add(slope, 0, slope, 0, x, 0);
    } else {
      Arrays.fill(points, to, to + AFFINE, 0);
      return;
    }
    Q.multiply(slope, 0, slope, 0, denominators, inverse);
    Q.square(x, 0, slope, 0);
    Q.subtract(x, 0, x, 0, points, a);
    Q.subtract(x, 0, x, 0, points, b);
    Q.subtract(y, 0, points, a, x, 0);
    Q.multiply(y, 0, y, 0, slope, 0);
    Q.subtract(y, 0, y, 0, points, a + LIMBS);
    PrimeField.copy(points, to, x, 0);
    PrimeField.copy(points, to + LIMBS, y, 0);
  }

  private boolean isInfinity(int at) {
    return PrimeField.isZero(points, at) && PrimeField.isZero(points, at + LIMBS);
  }
}
