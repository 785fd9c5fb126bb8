package dev.vouch.circuits.lowering.recipe.quotient;

import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.primitive.ErrorRule;
import dev.vouch.circuits.primitive.Errors;

/**
 * Errors of a remainder r = a − b·q with the sign of a, in steps of all of them:
 *
 * <pre>
 * error(r) = error(a) + |q|·error(b)
 * </pre>
 *
 * and |b| more where another multiple of b lies within that: there the quotient, and with it which
 * end of a period r is at, is not decided. At a = 0 nothing jumps.
 */
final class RemainderErrors {
  private RemainderErrors() {}

  private static double error(double a, double b, double r, double ofA, double ofB, Errors errors) {
    double q = Math.rint((a - r) / b);
    double error = ofA + Math.abs(q) * ofB;
    double period = Math.abs(b);
    boolean below = q != 0 && Math.abs(r) <= error;
    boolean above = period - Math.abs(r) <= error;
    if (error == 0 || !(below || above)) {
      return error;
    }
    // Any other remainder is at most a period long.
    double furthest = Math.abs(r) + period + ofB;
    return Math.min(error + errors.ofStep(period + ofB), furthest);
  }

  /**
   * Of remainders by one number.
   *
   * @param dividend rounded, of the shape of r
   * @param divisor in steps, before it was rounded
   * @param remainder tensor of r
   */
  record ByNumber(Wire dividend, double divisor, int remainder) implements ErrorRule {
    @Override
    public double[] carried(Errors errors) {
      long[] a = errors.valuesOf(dividend.tensor());
      double[] ofA = errors.of(dividend.tensor());
      int[] cells = dividend.view().cells();
      long b = Math.round(divisor);
      double ofB = Math.abs(divisor - b);
      long[] r = errors.valuesOf(remainder);
      double[] carried = new double[r.length];
      for (int i = 0; i < r.length; i++) {
        carried[i] = error(a[cells[i]], b, r[i], ofA[cells[i]], ofB, errors);
      }
      return carried;
    }
  }

  /**
   * Of remainders by a tensor's numbers.
   *
   * @param dividend rounded, of the shape of r
   * @param divisor rounded, of the shape of r
   * @param remainder tensor of r
   */
  record ByTensor(Wire dividend, Wire divisor, int remainder) implements ErrorRule {
    @Override
    public double[] carried(Errors errors) {
      long[] a = errors.valuesOf(dividend.tensor());
      long[] b = errors.valuesOf(divisor.tensor());
      double[] ofA = errors.of(dividend.tensor());
      double[] ofB = errors.of(divisor.tensor());
      int[] aCells = dividend.view().cells();
      int[] bCells = divisor.view().cells();
      long[] r = errors.valuesOf(remainder);
      double[] carried = new double[r.length];
      for (int i = 0; i < r.length; i++) {
        int x = aCells[i];
        int y = bCells[i];
        carried[i] = error(a[x], b[y], r[i], ofA[x], ofB[y], errors);
      }
      return carried;
    }
  }
}
