package dev.vouch.circuits.operator.linear;

/** Products of row-major matrices held in larger arrays, in double arithmetic. */
final class MatrixProduct {
  private static final int BLOCK = 128;

  private MatrixProduct() {}

  /**
   * {@code c[rows × columns] += a[rows × inner] · b[inner × columns]}. Blocks of {@code b} stay in
   * the cache over all rows; the innermost loop runs along rows of {@code b} and {@code c}, which
   * the compiler vectorises.
   */
  static void add(
      double[] a,
      int aFrom,
      double[] b,
      int bFrom,
      double[] c,
      int cFrom,
      int rows,
      int inner,
      int columns) {
    for (int kFrom = 0; kFrom < inner; kFrom += BLOCK) {
      int kTo = Math.min(inner, kFrom + BLOCK);
      for (int row = 0; row < rows; row++) {
        int cRow = cFrom + row * columns;
        for (int k = kFrom; k < kTo; k++) {
          addMultiple(a[aFrom + row * inner + k], b, bFrom + k * columns, c, cRow, columns);
        }
      }
    }
  }

  private static void addMultiple(
      double factor, double[] b, int bFrom, double[] c, int cFrom, int columns) {
    for (int column = 0; column < columns; column++) {
      c[cFrom + column] += factor * b[bFrom + column];
    }
  }

  /**
   * {@code c[rows × columns] += a[rows × inner] · b[columns × inner]ᵀ}, without transposing {@code
   * b}.
   */
  static void addTransposed(double[] a, double[] b, double[] c, int rows, int inner, int columns) {
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        c[row * columns + column] += dot(a, row * inner, b, column * inner, inner);
      }
    }
  }

  /** Four partial sums, so that additions do not wait for each other. */
  private static double dot(double[] a, int aFrom, double[] b, int bFrom, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < length; i += 4) {
      s0 += a[aFrom + i] * b[bFrom + i];
      s1 += a[aFrom + i + 1] * b[bFrom + i + 1];
      s2 += a[aFrom + i + 2] * b[bFrom + i + 2];
      s3 += a[aFrom + i + 3] * b[bFrom + i + 3];
    }
    for (; i < length; i++) {
      s0 += a[aFrom + i] * b[bFrom + i];
    }
    return s0 + s1 + (s2 + s3);
  }

  /** The transpose of a {@code rows × columns} matrix. */
  static double[] transpose(double[] matrix, int rows, int columns) {
    double[] result = new double[matrix.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        result[column * rows + row] = matrix[row * columns + column];
      }
    }
    return result;
  }
}
