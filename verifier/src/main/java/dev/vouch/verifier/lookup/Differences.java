package dev.vouch.verifier.lookup;

import dev.vouch.verifier.field.PrimeField;

/** Values of a polynomial at 0, 1, 2, … by Newton's forward differences: additions alone. */
final class Differences {
  private static final PrimeField F = PrimeField.SCALAR;
  private static final int LIMBS = PrimeField.LIMBS;

  private Differences() {}

  /**
   * Goes on with the values of a polynomial.
   *
   * @param values flat; the first {@code known} ones from {@code at} on are there
   * @param known greater than the degree
   * @param count how many there shall be in all
   */
  static void extend(long[] values, int at, int known, int count) {
    long[] differences = new long[LIMBS * known]; // Δ^k of the values from the i-th on
    System.arraycopy(values, LIMBS * at, differences, 0, differences.length);
    for (int order = 1; order < known; order++) {
      for (int k = known - 1; k >= order; k--) {
        F.subtract(differences, LIMBS * k, differences, LIMBS * k, differences, LIMBS * (k - 1));
      }
    }
    for (int i = 1; i < count; i++) {
      for (int k = 0; k < known - 1; k++) {
        F.add(differences, LIMBS * k, differences, LIMBS * k, differences, LIMBS * (k + 1));
      }
      if (i >= known) {
        PrimeField.copy(values, LIMBS * (at + i), differences, 0);
      }
    }
  }
}
