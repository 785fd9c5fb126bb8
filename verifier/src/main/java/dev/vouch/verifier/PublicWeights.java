package dev.vouch.verifier;

import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.circuit.layout.Matrix;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.parallel.Workers;
import dev.vouch.verifier.sigma.GroupCheck;
import dev.vouch.verifier.sigma.GroupEquation;
import dev.vouch.verifier.transcript.Transcript;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Whether a key's commitments are those of weights that the verifier knows: public weights have the
 * blinder 1 in every row (protocol.md §2.2), so Σ ρ_r·row_r = Com(Σ ρ_r·values_r; Σ ρ_r) for random
 * ρ_r. These follow from the key and the values. Stateless and thread-safe.
 */
final class PublicWeights {
  private static final PrimeField F = PrimeField.SCALAR;
  private static final int LIMBS = PrimeField.LIMBS;

  private PublicWeights() {}

  /** Refuses weights of another number of parts. */
  static void requireParts(List<List<long[]>> values, int parts) throws ProofRejectedException {
    if (values.size() != parts) {
      throw rejection("the number of parts is " + values.size() + ", not " + parts);
    }
  }

  /**
   * Compares.
   *
   * @param values of each MODEL tensor in declaration order, its cells in row-major order
   * @throws ProofRejectedException with reason PUBLIC_WEIGHTS if there are other weights behind the
   *     key, or one lies outside its declared range
   */
  static void check(VerifyingKey key, List<long[]> values, Transcript transcript, Workers workers)
      throws ProofRejectedException {
    Layout layout = key.layout();
    List<Matrix> matrices = layout.matrices(TensorKind.MODEL);
    if (values.size() != matrices.size()) {
      throw rejection("there are " + matrices.size() + " tensors, not " + values.size());
    }
    transcript.absorb("public weights", key.modelId().bytes());
    for (int i = 0; i < values.size(); i++) {
      requireRange(layout.circuit().tensors().get(matrices.get(i).tensor()), values.get(i));
      transcript.absorb("values", digest(values.get(i)));
    }
    FieldVector weights = new FieldVector(key.modelPoints().length());
    for (int row = 0; row < weights.length(); row++) {
      weights.set(row, transcript.challenge("row"));
    }
    FieldVector combined = new FieldVector(layout.columns());
    for (int i = 0; i < values.size(); i++) {
      addRows(combined, weights, matrices.get(i), values.get(i));
    }
    GroupCheck check = new GroupCheck();
    check.add(
        new GroupEquation(combined, weights.sum(), weights, List.of(key.modelPoints())),
        Scalar.ONE);
    if (!check.holds(workers)) {
      boolean hidden = key.certificate().length > 0;
      throw rejection(
          "the key's commitments are of others"
              + (hidden ? ", or hidden: it has a certificate, as keys of hidden weights do" : ""));
    }
  }

  private static void requireRange(Tensor tensor, long[] values) throws ProofRejectedException {
    Tensor.Committed weights = (Tensor.Committed) tensor;
    if (values.length != PaddedSpace.of(tensor.shape()).cells()) {
      throw rejection("tensor " + tensor.name() + " has not " + values.length + " cells");
    }
    for (long value : values) {
      if (value < weights.lo() || value > weights.hi()) {
        throw rejection("a cell of tensor " + tensor.name() + " is outside its declared range");
      }
    }
  }

  private static byte[] digest(long[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Long.BYTES, values.length));
    bytes.asLongBuffer().put(values);
    return Identifiers.sha3(bytes.array());
  }

  /** Adds Σ ρ_r·values_r, r over the rows of one tensor. */
  private static void addRows(FieldVector to, FieldVector weights, Matrix matrix, long[] values) {
    PaddedSpace space = matrix.space();
    int columnBits = matrix.columnBits();
    int[] index = new int[space.rank()];
    long[] value = new long[LIMBS];
    for (long cell : values) {
      long address = 0;
      int row = 0;
      for (int axis = 0; axis < index.length; axis++) {
        address = address << space.axisBits(axis) | index[axis];
        row =
            row * space.rowLength(axis, columnBits) + (index[axis] >> space.cut(axis, columnBits));
      }
      int column = LIMBS * (int) (address & ((1L << columnBits) - 1));
      Scalar.of(cell).copyTo(value, 0);
      F.multiply(value, 0, value, 0, weights.elements(), LIMBS * (matrix.firstRow() + row));
      F.add(to.elements(), column, to.elements(), column, value, 0);
      advance(index, space);
    }
  }

  private static void advance(int[] index, PaddedSpace space) {
    for (int axis = index.length - 1; axis >= 0; axis--) {
      if (++index[axis] < space.length(axis)) {
        return;
      }
      index[axis] = 0;
    }
  }

  private static ProofRejectedException rejection(String why) {
    return new ProofRejectedException(
        RejectionReason.PUBLIC_WEIGHTS, "these are not the key's weights: " + why);
  }
}
