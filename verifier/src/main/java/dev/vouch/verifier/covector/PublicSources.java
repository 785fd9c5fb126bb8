package dev.vouch.verifier.covector;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;
import java.util.Map;

/**
 * The values of CONST, IOTA and PUBLIC tensors, and covectors on them (protocol.md §2, §7).
 * Immutable.
 */
public final class PublicSources {
  private static final PrimeField F = PrimeField.SCALAR;
  private static final int LIMBS = PrimeField.LIMBS;

  private final Circuit circuit;
  private final Map<Integer, long[]> publicValues;

  /** {@code publicValues}: the cells of each PUBLIC tensor, by its index, row-major. */
  public PublicSources(Circuit circuit, Map<Integer, long[]> publicValues) {
    this.circuit = circuit;
    this.publicValues = Map.copyOf(publicValues);
  }

  /** ⟨tensor, covector⟩. */
  Scalar evaluate(int tensor, Covector covector) {
    Tensor source = circuit.tensors().get(tensor);
    if (source instanceof Tensor.Iota iota) {
      return (covector.isDense() ? denseIota(iota, covector) : closedForm(iota, covector))
          .times(covector.coefficient());
    }
    long[] values =
        source instanceof Tensor.Const constants ? constants.values() : publicValues.get(tensor);
    if (values == null) {
      throw new IllegalArgumentException("no values for tensor " + source.name());
    }
    return contract(values, covector, source.shape().size()).times(covector.coefficient());
  }

  /** Σ values·⊗ vectors: the last axis first, on the integers; then axis by axis. */
  private static Scalar contract(long[] values, Covector covector, int rank) {
    if (covector.isDense()) {
      return covector.cells().dot(values);
    }
    if (rank == 0) {
      return Scalar.of(values[0]);
    }
    FieldVector left = contractLast(values, covector.vector(rank - 1));
    for (int axis = rank - 2; axis >= 0; axis--) {
      FieldVector vector = covector.vector(axis);
      FieldVector shorter = new FieldVector(left.length() / vector.length());
      long[] product = new long[LIMBS];
      for (int i = 0; i < left.length(); i++) {
        int to = LIMBS * (i / vector.length());
        F.multiply(
            product,
            0,
            left.elements(),
            LIMBS * i,
            vector.elements(),
            LIMBS * (i % vector.length()));
        F.add(shorter.elements(), to, shorter.elements(), to, product, 0);
      }
      left = shorter;
    }
    return left.get(0);
  }

  private static FieldVector contractLast(long[] values, FieldVector vector) {
    int length = vector.length();
    FieldVector out = new FieldVector(values.length / length);
    long[] value = new long[LIMBS];
    long[] sum = out.elements();
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0) {
        int to = LIMBS * (i / length);
        F.setLong(value, 0, values[i]);
        F.multiply(value, 0, value, 0, vector.elements(), LIMBS * (i % length));
        F.add(sum, to, sum, to, value, 0);
      }
    }
    return out;
  }

  /**
   * Σ over cells of (start + Σ over axes of index·stride)·Π vectors: one pass over each axis
   * vector.
   */
  private static Scalar closedForm(Tensor.Iota iota, Covector covector) {
    PaddedSpace space = PaddedSpace.of(iota.shape());
    int rank = space.rank();
    Scalar[] sums = new Scalar[rank];
    Scalar all = Scalar.ONE;
    for (int axis = 0; axis < rank; axis++) {
      sums[axis] = covector.vector(axis).sum();
      all = all.times(sums[axis]);
    }
    Scalar total = all.times(Scalar.of(iota.start()));
    long stride = space.cells();
    for (int axis = 0; axis < rank; axis++) {
      stride /= space.length(axis);
      Scalar part = Scalar.of(stride).times(firstMoment(covector.vector(axis)));
      for (int other = 0; other < rank; other++) {
        part = other == axis ? part : part.times(sums[other]);
      }
      total = total.plus(part);
    }
    return total;
  }

  /** Σ i·v_i, by suffix sums: additions only. */
  private static Scalar firstMoment(FieldVector vector) {
    long[] suffix = new long[LIMBS];
    long[] moment = new long[LIMBS];
    for (int i = vector.length() - 1; i > 0; i--) {
      F.add(suffix, 0, suffix, 0, vector.elements(), LIMBS * i);
      F.add(moment, 0, moment, 0, suffix, 0);
    }
    return Scalar.of(moment, 0);
  }

  private static Scalar denseIota(Tensor.Iota iota, Covector covector) {
    Scalar first = covector.cells().sum().times(Scalar.of(iota.start()));
    return first.plus(firstMoment(covector.cells()));
  }
}
