package dev.vouch.verifier.covector;

import dev.vouch.verifier.circuit.BoxPositions;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Covectors on the result of a term become covectors on its operand (protocol.md §2.1). */
public final class PullBack {
  private static final PrimeField F = PrimeField.SCALAR;
  private static final int LIMBS = PrimeField.LIMBS;

  private PullBack() {}

  /** Through a box term without operands: the value of the constant. */
  static Scalar constant(Term.Box term, Covector covector, PaddedSpace result) {
    if (!covector.isDense()) {
      BoxWeights weights = BoxWeights.of(term, covector);
      return sumOutside(weights, term.box().size(), List.of());
    }
    long[] sum = new long[LIMBS];
    BoxPositions positions = new BoxPositions(term.box());
    do {
      F.add(
          sum,
          0,
          sum,
          0,
          covector.cells().elements(),
          LIMBS * (int) positions.cell(term.result(), result));
    } while (positions.next());
    return Scalar.of(sum, 0).times(term.coefficient()).times(covector.coefficient());
  }

  /** Through a box term with one operand. */
  static Covector box(Term.Box term, Covector covector, PaddedSpace result, PaddedSpace operand) {
    List<IndexEntry> map = term.operands().get(0).map();
    if (!covector.isDense()) {
      BoxWeights weights = BoxWeights.of(term, covector);
      return onAxes(weights, sumOutside(weights, term.box().size(), map), map, operand);
    }
    FieldVector cells = new FieldVector(Math.toIntExact(operand.cells()));
    BoxPositions positions = new BoxPositions(term.box());
    do {
      long to = positions.cell(map, operand);
      if (to >= 0) {
        long from = positions.cell(term.result(), result);
        F.add(
            cells.elements(),
            LIMBS * (int) to,
            cells.elements(),
            LIMBS * (int) to,
            covector.cells().elements(),
            LIMBS * (int) from);
      }
    } while (positions.next());
    return Covector.dense(covector.coefficient().times(term.coefficient()), cells);
  }

  /** Through an index table: dense, both sides compute it cell by cell. */
  static Covector index(Term.Index term, Covector covector, PaddedSpace operand) {
    FieldVector from = covector.cells();
    FieldVector to = new FieldVector(Math.toIntExact(operand.cells()));
    for (int i = 0; i < term.resultCells().length; i++) {
      int at = LIMBS * (int) term.operandCells()[i];
      F.add(
          to.elements(),
          at,
          to.elements(),
          at,
          from.elements(),
          LIMBS * (int) term.resultCells()[i]);
    }
    return Covector.dense(covector.coefficient().times(term.coefficient()), to);
  }

  /**
   * The weights' factor times Σ of the weights of each box axis that no entry of {@code map} names.
   */
  private static Scalar sumOutside(BoxWeights weights, int boxAxes, List<IndexEntry> map) {
    boolean[] named = new boolean[boxAxes];
    for (IndexEntry entry : map) {
      for (IndexEntry.Part part : entry.parts()) {
        named[part.boxAxis()] = true;
      }
    }
    Scalar product = weights.factor();
    for (int axis = 0; axis < boxAxes; axis++) {
      if (!named[axis]) {
        product = product.times(weights.sum(axis));
      }
    }
    return product;
  }

  /**
   * coefficient · ⊗ over the operand's axes of v[Y] = Σ over positions of its box axes with index Y
   * of Π weights; the weights' own factor is left out.
   */
  public static Covector onAxes(
      BoxWeights weights, Scalar coefficient, List<IndexEntry> map, PaddedSpace operand) {
    List<FieldVector> vectors = new ArrayList<>(map.size());
    for (int axis = 0; axis < map.size(); axis++) {
      vectors.add(axisVector(weights, map.get(axis), operand.length(axis)));
    }
    return Covector.product(coefficient, vectors);
  }

  private static FieldVector axisVector(BoxWeights weights, IndexEntry entry, int length) {
    List<IndexEntry.Part> parts = entry.parts();
    if (parts.size() == 1 && entry.offset() == 0 && parts.get(0).coefficient() == 1) {
      FieldVector vector = weights.vector(parts.get(0).boxAxis());
      if (vector != null && vector.length() == length) {
        return vector;
      }
    }
    FieldVector out = new FieldVector(length);
    long[] one = new long[LIMBS];
    F.setOne(one, 0);
    scatter(weights, parts, 0, entry.offset(), one, 0, out);
    return out;
  }

  /**
   * Adds {@code prefix} times the weights of the remaining parts at the indices that they reach.
   */
  private static void scatter(
      BoxWeights weights,
      List<IndexEntry.Part> parts,
      int next,
      long index,
      long[] prefix,
      int po,
      FieldVector out) {
    long[] to = out.elements();
    if (next == parts.size()) {
      if (index >= 0 && index < out.length()) {
        F.add(to, LIMBS * (int) index, to, LIMBS * (int) index, prefix, po);
      }
      return;
    }
    int boxAxis = parts.get(next).boxAxis();
    long step = parts.get(next).coefficient();
    @Nullable FieldVector vector = weights.vector(boxAxis);
    int length = weights.length(boxAxis);
    long[] product = new long[LIMBS];
    for (int i = 0; i < length; i++) {
      if (next == parts.size() - 1 && (index + step * i < 0 || index + step * i >= out.length())) {
        continue;
      }
      if (vector == null) {
        scatter(weights, parts, next + 1, index + step * i, prefix, po, out);
      } else if (next == 0) { // the prefix is 1
        scatter(weights, parts, 1, index + step * i, vector.elements(), LIMBS * i, out);
      } else {
        F.multiply(product, 0, prefix, po, vector.elements(), LIMBS * i);
        scatter(weights, parts, next + 1, index + step * i, product, 0, out);
      }
    }
  }
}
