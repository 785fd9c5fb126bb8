package dev.vouch.verifier.curve;

import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * Com(v; t) = Σ_j v_j·g_j + t·h (protocol.md §1) of many vectors of integers of a known range:
 * small multiples of all generators are computed once, so that a cell costs an addition or two.
 * Running times depend on the values. Immutable and thread-safe.
 */
public final class IntegerCommitments {
  /** Most points in the table of the g_j: 32 MB. */
  private static final int MOST_ENTRIES = 1 << 19;

  private static final int WIDEST = 10;
  private static final int BLINDER_WIDTH = 8;
  private static final int BLINDER_WINDOWS = 32;

  private final int columns;

  /** Of g_0, g_1, …; null: there are too many. */
  private final @Nullable Multiples generators;

  private final int windows;

  private IntegerCommitments(int columns, long magnitude) {
    this.columns = columns;
    int width = width(columns, magnitude);
    this.windows = width == 0 ? 0 : Multiples.windows(width, magnitude);
    this.generators = width == 0 ? null : Multiples.of(Generators.first(columns), width, windows);
  }

  /** Computed when first needed. */
  private static final class Blinders {
    static final Multiples TABLE =
        Multiples.of(PointVector.of(Generators.blinder()), BLINDER_WIDTH, BLINDER_WINDOWS);
  }

  /**
   * Of vectors on g_0 … g_(columns−1).
   *
   * @param lo the least integer of a cell
   * @param hi the greatest one
   */
  public static IntegerCommitments of(int columns, long lo, long hi) {
    return new IntegerCommitments(columns, Math.max(Math.abs(lo), Math.abs(hi)));
  }

  /** The width of fewest windows of which the table is small enough; 0 if there is none. */
  private static int width(int columns, long magnitude) {
    int best = 0;
    for (int width = 1; width <= WIDEST; width++) {
      int windows = Multiples.windows(width, magnitude);
      long entries = ((long) columns * windows) << (width - 1);
      if (entries <= MOST_ENTRIES && (best == 0 || windows < Multiples.windows(best, magnitude))) {
        best = width;
      }
    }
    return best;
  }

  /**
   * The commitments.
   *
   * @param vectors at most {@code columns} integers each, within the range
   * @param blinders one a vector
   * @return the encodings, 32 bytes each
   * @throws IllegalStateException if one is infinity, which has no encoding: no blinder that is
   *     drawn does that
   */
  public byte[] commit(long[][] vectors, FieldVector blinders) {
    int[] capacities = new int[vectors.length];
    for (int i = 0; i < vectors.length; i++) {
      if (vectors[i].length > columns) {
        throw new IllegalArgumentException(vectors[i].length + " cells for " + columns);
      }
      capacities[i] = BLINDER_WINDOWS + 1 + (generators == null ? 0 : capacity(vectors[i]));
    }
    ListSums sums = new ListSums(capacities);
    long[] integer = new long[PrimeField.LIMBS];
    for (int i = 0; i < vectors.length; i++) {
      PrimeField.SCALAR.fromMontgomery(integer, 0, blinders.elements(), PrimeField.LIMBS * i);
      Blinders.TABLE.put(sums, i, 0, integer);
      if (generators == null) {
        putSum(sums, i, vectors[i]);
      } else {
        for (int j = 0; j < vectors[i].length; j++) {
          generators.put(sums, i, j, vectors[i][j]);
        }
      }
    }
    sums.sum();
    byte[] encoded = new byte[PointCodec.BYTES * vectors.length];
    for (int i = 0; i < vectors.length; i++) {
      sums.encode(encoded, PointCodec.BYTES * i, i);
    }
    return encoded;
  }

  private int capacity(long[] vector) {
    int cells = 0;
    for (long value : vector) {
      cells += value == 0 ? 0 : 1;
    }
    return Math.multiplyExact(windows, cells);
  }

  private static void putSum(ListSums sums, int list, long[] vector) {
    Point sum = MultiScalarMultiplication.compute(vector, Generators.first(vector.length));
    if (!sum.isInfinity()) {
      sums.put(list, PointVector.of(sum).coordinates(), 0, false);
    }
  }

  /**
   * Com(v; t) of any integers, without tables.
   *
   * @throws IllegalStateException if it is infinity, which has no encoding
   */
  public static byte[] commit(long[] vector, Scalar blinder) {
    return MultiScalarMultiplication.compute(vector, Generators.first(vector.length))
        .plus(Generators.blinder().times(blinder))
        .encode();
  }
}
