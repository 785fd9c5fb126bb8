package dev.vouch.verifier.covector;

import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A covector on the result of a box term, seen from its box: a factor and one vector for each box
 * axis (protocol.md §2.1). Possible because each result axis depends on at most one box axis. An
 * axis that the result does not depend on has weight 1 everywhere.
 */
public final class BoxWeights {
  private static final int LIMBS = PrimeField.LIMBS;

  private final List<Integer> box;
  private final @Nullable FieldVector[] vectors;
  private final Scalar factor;

  private BoxWeights(List<Integer> box, @Nullable FieldVector[] vectors, Scalar factor) {
    this.box = box;
    this.vectors = vectors;
    this.factor = factor;
  }

  /**
   * The weights that {@code covector}, not dense, gives to the box of {@code term}; the factor
   * contains both coefficients.
   */
  public static BoxWeights of(Term.Box term, Covector covector) {
    @Nullable FieldVector[] vectors = new FieldVector[term.box().size()];
    Scalar factor = term.coefficient().times(covector.coefficient());
    for (int axis = 0; axis < term.result().size(); axis++) {
      IndexEntry entry = term.result().get(axis);
      FieldVector vector = covector.vector(axis);
      if (entry.parts().isEmpty()) {
        factor = factor.times(vector.get((int) entry.offset()));
      } else {
        IndexEntry.Part part = entry.parts().get(0);
        vectors[part.boxAxis()] =
            pick(vector, entry.offset(), part.coefficient(), term.box().get(part.boxAxis()));
      }
    }
    return new BoxWeights(term.box(), vectors, factor);
  }

  /** vector[offset + step·i] for i < length. */
  private static FieldVector pick(FieldVector vector, long offset, long step, int length) {
    if (offset == 0 && step == 1 && length == vector.length()) {
      return vector;
    }
    FieldVector out = new FieldVector(length);
    for (int i = 0; i < length; i++) {
      PrimeField.copy(
          out.elements(), LIMBS * i, vector.elements(), LIMBS * (int) (offset + step * i));
    }
    return out;
  }

  /** Length of a box axis. */
  int length(int boxAxis) {
    return box.get(boxAxis);
  }

  /** What multiplies all positions of the box. */
  public Scalar factor() {
    return factor;
  }

  /** The vector of a box axis; null stands for 1 everywhere. */
  public @Nullable FieldVector vector(int boxAxis) {
    return vectors[boxAxis];
  }

  /** Σ of the weights of a box axis. */
  public Scalar sum(int boxAxis) {
    FieldVector vector = vectors[boxAxis];
    return vector == null ? Scalar.of(box.get(boxAxis)) : vector.sum();
  }

  /** The same box with other vectors and factor. */
  public BoxWeights with(@Nullable FieldVector[] others, Scalar otherFactor) {
    return new BoxWeights(box, others, otherFactor);
  }
}
