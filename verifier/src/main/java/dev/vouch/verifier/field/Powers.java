package dev.vouch.verifier.field;

/** Powers and inverses in a {@link PrimeField}. */
public final class Powers {
  private static final int LIMBS = PrimeField.LIMBS;
  private static final int WINDOW = 4;

  private Powers() {}

  /** r = a^exponent; the exponent is an unsigned integer of little-endian limbs. */
  public static void power(PrimeField field, long[] r, int ro, long[] a, int ao, long[] exponent) {
    long[] table = new long[LIMBS << WINDOW];
    field.setOne(table, 0);
    for (int i = LIMBS; i < table.length; i += LIMBS) {
      field.multiply(table, i, table, i - LIMBS, a, ao);
    }
    long[] result = new long[LIMBS];
    field.setOne(result, 0);
    boolean started = false;
    for (int bit = 64 * exponent.length - WINDOW; bit >= 0; bit -= WINDOW) {
      int digit = (int) (exponent[bit >> 6] >>> (bit & 63)) & ((1 << WINDOW) - 1);
      for (int i = 0; started && i < WINDOW; i++) {
        field.square(result, 0, result, 0);
      }
      if (digit != 0) {
        field.multiply(result, 0, result, 0, table, LIMBS * digit);
        started = true;
      }
    }
    PrimeField.copy(r, ro, result, 0);
  }

  /**
   * r = 1/a.
   *
   * @throws ArithmeticException if a = 0
   */
  public static void invert(PrimeField field, long[] r, int ro, long[] a, int ao) {
    if (PrimeField.isZero(a, ao)) {
      throw new ArithmeticException("inverse of zero");
    }
    long[] exponent = field.modulus();
    exponent[0] -= 2; // p ends in …00000001: borrows
    if (Long.compareUnsigned(exponent[0], -2L) >= 0) {
      exponent[1]--;
    }
    power(field, r, ro, a, ao, exponent);
  }

  /**
   * Inverts {@code count} elements from {@code offset} on, in place, with one inversion
   * (Montgomery's trick).
   *
   * @throws ArithmeticException if one of them is 0; the array is then unspecified
   */
  public static void invertAll(PrimeField field, long[] a, int offset, int count) {
    invertAll(field, a, offset, count, new long[LIMBS * (count + 1)]);
  }

  /**
   * As {@link #invertAll(PrimeField, long[], int, int)} with room for {@code count + 1} elements
   * given by the caller.
   */
  public static void invertAll(PrimeField field, long[] a, int offset, int count, long[] scratch) {
    if (count == 0) {
      return;
    }
    field.setOne(scratch, 0); // scratch_i = a_0 · … · a_(i−1)
    for (int i = 0; i < count; i++) {
      field.multiply(scratch, LIMBS * (i + 1), scratch, LIMBS * i, a, offset + LIMBS * i);
    }
    long[] suffix = new long[LIMBS];
    invert(field, suffix, 0, scratch, LIMBS * count);
    long[] next = new long[LIMBS];
    for (int i = count - 1; i >= 0; i--) {
      int at = offset + LIMBS * i;
      field.multiply(next, 0, suffix, 0, a, at);
      field.multiply(a, at, suffix, 0, scratch, LIMBS * i);
      long[] swap = suffix;
      suffix = next;
      next = swap;
    }
  }
}
