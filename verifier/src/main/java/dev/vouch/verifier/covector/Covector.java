package dev.vouch.verifier.covector;

import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;
import java.util.ArrayList;
import java.util.List;

/**
 * A linear functional on a tensor (protocol.md §2.1): coefficient · ⊗ over the axes of a vector of
 * the axis's true length; or dense, one value a cell, which only index tables make. It is 0 on
 * structural zeros. The vectors are shared between covectors and not written to.
 */
public final class Covector {
  private static final PrimeField F = PrimeField.SCALAR;
  private static final int LIMBS = PrimeField.LIMBS;

  private final Scalar coefficient;
  private final List<FieldVector> vectors;
  private final boolean isDense;

  private Covector(Scalar coefficient, List<FieldVector> vectors, boolean isDense) {
    this.coefficient = coefficient;
    this.vectors = vectors;
    this.isDense = isDense;
  }

  /** coefficient · ⊗ vectors, one for each axis. */
  public static Covector product(Scalar coefficient, List<FieldVector> vectors) {
    return new Covector(coefficient, List.copyOf(vectors), false);
  }

  /** coefficient · cells, one value for each cell, row-major. */
  public static Covector dense(Scalar coefficient, FieldVector cells) {
    return new Covector(coefficient, List.of(cells), true);
  }

  /**
   * coefficient · eq(point) restricted to the cells: the low coordinates belong to the last axis.
   */
  public static Covector eq(Scalar coefficient, PaddedSpace space, List<Scalar> point) {
    List<FieldVector> vectors = new ArrayList<>();
    int used = space.bits();
    for (int axis = 0; axis < space.rank(); axis++) {
      int from = used - space.axisBits(axis);
      vectors.add(FieldVector.eq(point.subList(from, used), space.length(axis)));
      used = from;
    }
    return product(coefficient, vectors);
  }

  public Scalar coefficient() {
    return coefficient;
  }

  /** Whether there is one value for each cell instead of one vector for each axis. */
  public boolean isDense() {
    return isDense;
  }

  /** The vector of an axis; not for dense covectors. */
  public FieldVector vector(int axis) {
    if (isDense) {
      throw new IllegalStateException("a dense covector has no axis vectors");
    }
    return vectors.get(axis);
  }

  /** This covector times a factor. */
  public Covector times(Scalar factor) {
    return new Covector(coefficient.times(factor), vectors, isDense);
  }

  /** Values on all cells, row-major, without the coefficient. */
  public FieldVector cells() {
    if (isDense) {
      return vectors.get(0);
    }
    FieldVector out = FieldVector.of(1);
    for (FieldVector vector : vectors) {
      out = outer(out, vector);
    }
    return out;
  }

  /** The sum of all values. */
  public Scalar sum() {
    Scalar sum = coefficient;
    for (FieldVector vector : vectors) {
      sum = sum.times(vector.sum());
    }
    return sum;
  }

  /** a_i·b_j at i·|b| + j. */
  static FieldVector outer(FieldVector a, FieldVector b) {
    FieldVector out = new FieldVector(Math.multiplyExact(a.length(), b.length()));
    long[] elements = out.elements();
    for (int i = 0, at = 0; i < a.length(); i++) {
      for (int j = 0; j < b.length(); j++, at += LIMBS) {
        F.multiply(elements, at, a.elements(), LIMBS * i, b.elements(), LIMBS * j);
      }
    }
    return out;
  }
}
