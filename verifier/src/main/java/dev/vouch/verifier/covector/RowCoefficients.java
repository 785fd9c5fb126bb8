package dev.vouch.verifier.covector;

import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.layout.Matrix;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;
import java.util.List;

/**
 * V(row, s): what a covector on a committed tensor says about each of its rows, once the columns
 * are bound to s (protocol.md §7).
 */
public final class RowCoefficients {
  private static final PrimeField F = PrimeField.SCALAR;
  private static final int LIMBS = PrimeField.LIMBS;

  private RowCoefficients() {}

  /**
   * out[offset + row] += V(row, s) for all rows of {@code matrix}; V is 0 on structural zeros and
   * where a column bit from c_T on is set.
   */
  public static void add(
      Matrix matrix, Covector covector, List<Scalar> s, FieldVector out, int offset) {
    Scalar factor = covector.coefficient();
    for (Scalar unused : s.subList(matrix.columnBits(), s.size())) {
      factor = factor.times(Scalar.ONE.minus(unused));
    }
    FieldVector rows =
        covector.isDense() ? bindCells(matrix, covector.cells(), s) : bindAxes(matrix, covector, s);
    long[] f = new long[LIMBS];
    factor.copyTo(f, 0);
    long[] product = new long[LIMBS];
    for (int row = 0; row < rows.length(); row++) {
      int to = LIMBS * (offset + row);
      F.multiply(product, 0, rows.elements(), LIMBS * row, f, 0);
      F.add(out.elements(), to, out.elements(), to, product, 0);
    }
  }

  private static FieldVector bindAxes(Matrix matrix, Covector covector, List<Scalar> s) {
    PaddedSpace space = matrix.space();
    FieldVector rows = FieldVector.of(1);
    int used = matrix.columnBits();
    for (int axis = 0; axis < space.rank(); axis++) {
      int cut = space.cut(axis, matrix.columnBits());
      rows = Covector.outer(rows, bindAxis(covector.vector(axis), s.subList(used - cut, used)));
      used -= cut;
    }
    return rows;
  }

  /**
   * Σ over the low bits of the index, bound to {@code point}: one value for each position of the
   * high bits.
   */
  private static FieldVector bindAxis(FieldVector vector, List<Scalar> point) {
    if (point.isEmpty()) {
      return vector;
    }
    int width = 1 << point.size();
    FieldVector eq = FieldVector.eq(point, width);
    FieldVector out = new FieldVector(((vector.length() - 1) >> point.size()) + 1);
    long[] product = new long[LIMBS];
    for (int i = 0; i < vector.length(); i++) {
      int to = LIMBS * (i >> point.size());
      F.multiply(
          product, 0, vector.elements(), LIMBS * i, eq.elements(), LIMBS * (i & (width - 1)));
      F.add(out.elements(), to, out.elements(), to, product, 0);
    }
    return out;
  }

  private static FieldVector bindCells(Matrix matrix, FieldVector cells, List<Scalar> s) {
    int columnBits = matrix.columnBits();
    FieldVector eq = FieldVector.eq(s.subList(0, columnBits), 1 << columnBits);
    FieldVector out = new FieldVector(matrix.rows());
    matrix.forEachRun(
        (first, length, row, column, lowBits) ->
            addCells(cells, first, length, eq, column, lowBits, out, row));
    return out;
  }

  /** out[row + high bits of i] += cells[first + i]·eq[column + low bits of i] for i < length. */
  private static void addCells(
      FieldVector cells,
      int first,
      int length,
      FieldVector eq,
      int column,
      int lowBits,
      FieldVector out,
      int row) {
    int mask = (1 << lowBits) - 1;
    long[] product = new long[LIMBS];
    for (int i = 0; i < length; i++) {
      int to = LIMBS * (row + (i >> lowBits));
      F.multiply(
          product,
          0,
          cells.elements(),
          LIMBS * (first + i),
          eq.elements(),
          LIMBS * (column + (i & mask)));
      F.add(out.elements(), to, out.elements(), to, product, 0);
    }
  }
}
