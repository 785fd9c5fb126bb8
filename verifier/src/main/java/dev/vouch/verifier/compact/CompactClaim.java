package dev.vouch.verifier.compact;

import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.equation.QuadraticForm;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;

/**
 * What the compact form proves of the openings (protocol.md §8.1), by vectors of length N = 2^k.
 *
 * @param a coefficients of x in L; powers of σ beyond C, where z_x has to be 0
 * @param b coefficients of the pads in L; powers of σ on S and beyond the pads, where z' has to be
 *     0
 */
record CompactClaim(FieldVector a, FieldVector b) {
  static final String LABEL = "compact";

  static CompactClaim of(QuadraticForm form, int size, Scalar sigma) {
    FieldVector powers = FieldVector.powers(sigma, 2 * size + 1);
    FieldVector ofColumns = form.onOpened();
    FieldVector ofPads = form.onPads();
    FieldVector a = ofColumns.copyOf(size);
    for (int j = ofColumns.length(); j < size; j++) {
      a.set(j, powers.get(j + 1));
    }
    FieldVector b = ofPads.copyOf(size);
    for (int j = ofPads.length(); j < size; j++) {
      b.set(j, powers.get(size + j + 1));
    }
    for (int j : form.multiplied()) {
      b.set(j, powers.get(size + j + 1));
    }
    return new CompactClaim(a, b);
  }

  /** e = a + ξ·b. */
  FieldVector combined(Scalar xi) {
    return a.copy().addScaled(xi, b);
  }

  static int rounds(QuadraticForm form) {
    return rounds(form.onOpened().length(), form.onPads().length());
  }

  /** k: the least with 2^k ≥ C and the number of pads. */
  static int rounds(int columns, int pads) {
    return PaddedSpace.bitsOf(Math.max(columns, pads));
  }
}
