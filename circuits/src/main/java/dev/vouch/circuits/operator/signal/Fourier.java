package dev.vouch.circuits.operator.signal;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.UnsupportedNodeException;

/** Discrete Fourier transforms as matrices. */
final class Fourier {
  /** Beyond so many numbers a matrix is not made. */
  private static final long MOST = 1L << 24;

  private Fourier() {}

  /**
   * The matrix [taken · parts, kept · 2] of y(k) = Σ x(n) exp(∓2πi kn / length), rows and columns
   * in pairs of a real and an imaginary part; a signal of one part is real.
   *
   * @param length of the transform
   * @param taken values of the signal, at most {@code length}; those that follow are 0
   * @param kept how many frequencies are computed
   * @param inverse whether it is the inverse transform, which has a plus there and a factor 1 /
   *     length
   */
  static TensorData matrix(
      DataType type, int length, int taken, int parts, int kept, boolean inverse) {
    if ((long) taken * parts * kept * 2 > MOST) {
      throw new UnsupportedNodeException(
          "a transform of " + taken + " to " + kept + " values is too large");
    }
    int columns = 2 * kept;
    double[] matrix = new double[taken * parts * columns];
    double factor = inverse ? 1.0 / length : 1;
    for (int n = 0; n < taken; n++) {
      for (int k = 0; k < kept; k++) {
        double angle = 2 * Math.PI * ((long) n * k % length) / length;
        double cos = factor * StrictMath.cos(angle);
        double sin = factor * StrictMath.sin(angle) * (inverse ? 1 : -1);
        int at = n * parts * columns + 2 * k;
        matrix[at] = cos;
        matrix[at + 1] = sin;
        if (parts == 2) {
          matrix[at + columns] = -sin;
          matrix[at + columns + 1] = cos;
        }
      }
    }
    return TensorData.ofDoubles(type, new int[] {taken * parts, columns}, matrix);
  }

  /** How many frequencies a transform has: all, or those up to the middle. */
  static int frequencies(int length, boolean onesided) {
    return onesided ? length / 2 + 1 : length;
  }
}
