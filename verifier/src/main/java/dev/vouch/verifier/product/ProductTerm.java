package dev.vouch.verifier.product;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.circuit.layout.ProductAxes;
import dev.vouch.verifier.covector.BoxWeights;
import dev.vouch.verifier.covector.Covector;
import dev.vouch.verifier.covector.ProductEntry;
import dev.vouch.verifier.covector.PullBack;
import dev.vouch.verifier.covector.SourceClaim;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry g of Prod = Σ_g Σ_k A_g[k]·B_g[k] (protocol.md §6, §11 rules 17 and 18):
 *
 * <pre>
 * A_g[k] = Σ_row V_row·a[…]        B_g[k] = Σ_col V_col·V_batch·b[…] · (coefficients, sums over axes of the result alone or of nothing)
 * </pre>
 *
 * k = (batch | contraction), the first axis most significant, each padded to a power of two.
 */
final class ProductTerm {
  private final Circuit circuit;
  private final Term.Box term;
  private final ProductAxes axes;
  private final BoxWeights weights;

  ProductTerm(Circuit circuit, ProductEntry entry) {
    this.circuit = circuit;
    this.term = entry.term();
    this.axes = ProductAxes.of(term);
    this.weights = BoxWeights.of(term, entry.covector());
  }

  /** n_g: the bits of k. */
  int variables() {
    return axes.variables();
  }

  /** weight·A_g(r) as a covector on operand A; r has n_g coordinates. */
  SourceClaim claimA(List<Scalar> r, Scalar weight) {
    @Nullable FieldVector[] vectors = eqByAxis(r);
    for (int axis : axes.inA()) {
      if (vectors[axis] == null) { // a row axis, or one of A alone
        vectors[axis] = weights.vector(axis);
      }
    }
    return claim(0, vectors, weight);
  }

  /** weight·B_g(r) as a covector on operand B; r has n_g coordinates. */
  SourceClaim claimB(List<Scalar> r, Scalar weight) {
    @Nullable FieldVector[] vectors = eqByAxis(r);
    for (int axis : axes.inB()) {
      FieldVector eq = vectors[axis];
      FieldVector own = weights.vector(axis);
      if (eq == null) {
        vectors[axis] = own;
      } else if (own != null) { // V_batch is on this side
        vectors[axis] = eq.multiply(own);
      }
    }
    Scalar factor = weights.factor().times(weight);
    for (int axis = 0; axis < term.box().size(); axis++) {
      if (isOutside(axis)) {
        factor = factor.times(weights.sum(axis));
      }
    }
    return claim(1, vectors, factor);
  }

  private SourceClaim claim(int operand, @Nullable FieldVector[] vectors, Scalar factor) {
    Term.Operand target = term.operands().get(operand);
    PaddedSpace space = PaddedSpace.of(circuit.tensors().get(target.tensor()).shape());
    Covector covector = PullBack.onAxes(weights.with(vectors, factor), factor, target.map(), space);
    return new SourceClaim(target.tensor(), covector);
  }

  /** eq(r) cut into the axes of k; null for the other box axes. */
  private @Nullable FieldVector[] eqByAxis(List<Scalar> r) {
    @Nullable FieldVector[] vectors = new FieldVector[term.box().size()];
    int used = axes.variables();
    for (int[] group : new int[][] {axes.batch(), axes.contraction()}) {
      for (int axis : group) {
        int length = term.box().get(axis);
        int from = used - PaddedSpace.bitsOf(length);
        vectors[axis] = FieldVector.eq(r.subList(from, used), length);
        used = from;
      }
    }
    return vectors;
  }

  private boolean isOutside(int axis) {
    return contains(axes.inA(), axis) == contains(axes.inB(), axis) && !contains(axes.inA(), axis);
  }

  private static boolean contains(int[] sorted, int value) {
    return Arrays.binarySearch(sorted, value) >= 0;
  }
}
