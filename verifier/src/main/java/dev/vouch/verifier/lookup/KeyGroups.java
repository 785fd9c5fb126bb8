package dev.vouch.verifier.lookup;

import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;

/**
 * Groups of 2^bits rows of a table whose keys step evenly: with a the first one's alpha − κ and d
 * the step, group g adds up to one fraction,
 *
 * <pre>
 * N_g/D_g = Σ_{i < 2^bits} eq(s, i)/(a + (g·2^bits + i)·d),   D_g = Π_i (a + (g·2^bits + i)·d)
 * </pre>
 *
 * N_g and D_g are polynomials in g of degree below 2^bits and 2^bits. So after the first groups
 * they follow from their differences by additions alone, and a row costs less than a product. A
 * group of one row has N = 1, and any keys will do.
 *
 * @param run that they belong to
 * @param weights of groups of this size
 * @param from the first row of the table
 * @param bits log2 of a group's rows
 * @param count how many groups
 */
record KeyGroups(TableRun run, FieldVector weights, int from, int bits, int count) {
  private static final PrimeField F = PrimeField.SCALAR;
  private static final int LIMBS = PrimeField.LIMBS;

  /** The groups from the {@code skipped}-th on, {@code count} of them. */
  KeyGroups part(int skipped, int count) {
    return new KeyGroups(run, weights, from + (skipped << bits), bits, count);
  }

  /**
   * Writes all N and D, from element {@code at} of flat arrays on; N is left out for groups of one
   * row. D is 0 where a key is alpha.
   */
  void write(long[] n, long[] d, int at) {
    if (bits == 0) {
      run.keys().write(from, from + count, d, at);
    } else {
      writeEven(n, d, at);
    }
  }

  private void writeEven(long[] n, long[] d, int at) {
    int size = 1 << bits;
    EvenFraction fraction = new EvenFraction(run, from, bits);
    int direct = Math.min(count, size + 1);
    for (int g = 0; g < direct; g++) {
      fraction.next(n, d, LIMBS * (at + g));
    }
    if (direct < count) {
      Differences.extend(n, at, size, count);
      Differences.extend(d, at, size + 1, count);
    }
  }

  /**
   * Adds N/D times the weights of their columns to committed rows.
   *
   * @param d the inverses
   * @param poles which D were 0
   */
  void addTo(FieldVector rows, long[] n, long[] d, boolean[] poles, int at) {
    long[] sum = new long[LIMBS];
    long[] term = new long[LIMBS];
    int row = run.rowOf(from);
    for (int g = 0; g < count; g++) {
      int first = from + (g << bits);
      if (run.rowOf(first) != row) {
        add(rows, row, sum);
        PrimeField.setZero(sum, 0);
        row = run.rowOf(first);
      }
      int own = LIMBS * (at + g);
      if (poles[at + g]) {
        besidePole(first).copyTo(term, 0);
      } else if (bits == 0) {
        PrimeField.copy(term, 0, d, own);
      } else {
        F.multiply(term, 0, n, own, d, own);
      }
      F.multiply(term, 0, term, 0, weights.elements(), LIMBS * (run.columnOf(first) >> bits));
      F.add(sum, 0, sum, 0, term, 0);
    }
    add(rows, row, sum);
  }

  /** What a group comes to where a key is alpha: v is 0 there. */
  private Scalar besidePole(int first) {
    Scalar sum = Scalar.ZERO;
    long[] key = new long[LIMBS];
    for (int i = 0; i < 1 << bits; i++) {
      run.keys().write(first + i, first + i + 1, key, 0);
      Scalar denominator = Scalar.of(key, 0);
      if (!denominator.isZero()) {
        sum = sum.plus(weightWithin(i).times(denominator.inverse()));
      }
    }
    return sum;
  }

  /** eq(s, i) over the lowest coordinates. */
  private Scalar weightWithin(int i) {
    Scalar weight = Scalar.ONE;
    for (int bit = 0; bit < bits; bit++) {
      Scalar coordinate = run.weights().coordinate(bit);
      weight = weight.times(((i >> bit) & 1) == 1 ? coordinate : Scalar.ONE.minus(coordinate));
    }
    return weight;
  }

  /** Other threads may add to the same row. */
  private void add(FieldVector rows, int row, long[] sum) {
    Scalar value = Scalar.of(sum, 0).times(run.weights().factor());
    synchronized (rows) {
      rows.addTo(row, value);
    }
  }
}
