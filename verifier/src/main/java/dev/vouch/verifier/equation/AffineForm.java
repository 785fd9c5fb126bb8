package dev.vouch.verifier.equation;

import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;
import java.util.Arrays;

/**
 * constant + Σ coefficient·v_k over hidden messages k: what V knows of a claim (protocol.md §8).
 * Kept as a short list, in the order of addition; a message may occur more than once. Mutable, not
 * thread-safe.
 */
public final class AffineForm {
  private static final PrimeField F = PrimeField.SCALAR;
  private static final int LIMBS = PrimeField.LIMBS;

  private int[] messages = new int[8];
  private long[] coefficients = new long[8 * LIMBS];
  private int size;
  private Scalar constant = Scalar.ZERO;

  /** this += value. */
  public AffineForm add(Scalar value) {
    constant = constant.plus(value);
    return this;
  }

  /** this += coefficient·v_message. */
  public AffineForm add(Scalar coefficient, int message) {
    if (size == messages.length) {
      messages = Arrays.copyOf(messages, 2 * size);
      coefficients = Arrays.copyOf(coefficients, 2 * LIMBS * size);
    }
    messages[size] = message;
    coefficient.copyTo(coefficients, LIMBS * size);
    size++;
    return this;
  }

  /** this += coefficient·other. */
  public AffineForm add(Scalar coefficient, AffineForm other) {
    for (int i = 0; i < other.size; i++) {
      add(coefficient.times(Scalar.of(other.coefficients, LIMBS * i)), other.messages[i]);
    }
    return add(coefficient.times(other.constant));
  }

  /** this *= factor. */
  public AffineForm times(Scalar factor) {
    long[] f = new long[LIMBS];
    factor.copyTo(f, 0);
    for (int i = 0; i < LIMBS * size; i += LIMBS) {
      F.multiply(coefficients, i, coefficients, i, f, 0);
    }
    constant = constant.times(factor);
    return this;
  }

  Scalar constant() {
    return constant;
  }

  /** Adds factor·coefficients to a flat array by message number. */
  void addTo(long[] byMessage, Scalar factor) {
    long[] f = new long[LIMBS];
    factor.copyTo(f, 0);
    long[] product = new long[LIMBS];
    for (int i = 0; i < size; i++) {
      int to = LIMBS * messages[i];
      F.multiply(product, 0, coefficients, LIMBS * i, f, 0);
      F.add(byMessage, to, byMessage, to, product, 0);
    }
  }
}
