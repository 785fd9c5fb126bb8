package dev.vouch.verifier.testing;

import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;

/** Multilinear polynomials by their values on {0, 1}^n, the lowest variable in the lowest bit. */
public final class Multilinear {
  private Multilinear() {}

  /** The coefficient of the lowest variable where the others are the bits of {@code x}. */
  public static Scalar slope(FieldVector values, int x) {
    return values.get(2 * x + 1).minus(values.get(2 * x));
  }

  /** The lowest variable bound to {@code r}. */
  public static FieldVector bind(FieldVector values, Scalar r) {
    FieldVector bound = new FieldVector(values.length() / 2);
    for (int x = 0; x < bound.length(); x++) {
      bound.set(x, values.get(2 * x).plus(r.times(slope(values, x))));
    }
    return bound;
  }
}
