package dev.vouch.verifier.lookup;

import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * eq(s, column) for the columns of multiplicities, and for groups of 2^bits columns the factor that
 * they have in common: eq without the {@code bits} lowest coordinates. Not thread-safe; the vectors
 * that it gives are not written to.
 */
final class ColumnWeights {
  private final List<Scalar> s;
  private final Scalar factor;
  private final @Nullable FieldVector[] ofGroups;

  /**
   * Weights of the lowest columns.
   *
   * @param s a coordinate for each column bit of the circuit
   * @param columnBits c_T of the multiplicities: V is 0 where a later bit is set
   * @param factor of the whole
   */
  ColumnWeights(List<Scalar> s, int columnBits, Scalar factor) {
    this.s = s.subList(0, columnBits);
    Scalar all = factor;
    for (Scalar unused : s.subList(columnBits, s.size())) {
      all = all.times(Scalar.ONE.minus(unused));
    }
    this.factor = all;
    this.ofGroups = new FieldVector[columnBits + 1];
  }

  /** What all weights still have to be multiplied by. */
  Scalar factor() {
    return factor;
  }

  /** The coordinate of a column bit. */
  Scalar coordinate(int bit) {
    return s.get(bit);
  }

  /** One value for each group of 2^bits columns. */
  FieldVector ofGroups(int bits) {
    FieldVector weights = ofGroups[bits];
    if (weights == null) {
      weights = FieldVector.eq(s.subList(bits, s.size()), 1 << (s.size() - bits));
      ofGroups[bits] = weights;
    }
    return weights;
  }
}
