package dev.vouch.verifier;

import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.circuit.layout.Matrix;
import dev.vouch.verifier.curve.InvalidPointException;
import dev.vouch.verifier.curve.PointDecoding;
import dev.vouch.verifier.curve.PointVector;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.parallel.Workers;
import java.util.ArrayList;
import java.util.List;

/**
 * The commitments of a key's weights, being read: the threads of a pool begin at once, the caller
 * joins them in {@link #finish}. For one thread.
 */
final class ModelPoints {
  private final List<byte[]> bytes;
  private final List<PointDecoding> decoding;

  private ModelPoints(List<byte[]> bytes, List<PointDecoding> decoding) {
    this.bytes = bytes;
    this.decoding = decoding;
  }

  static ModelPoints start(List<byte[]> bytes, Workers workers) {
    return new ModelPoints(
        bytes,
        bytes.stream()
            .map(rows -> PointDecoding.start(rows, 0, rows.length / PrimeField.BYTES, workers))
            .toList());
  }

  /** Leaves the points unread that no thread has begun. */
  void abandon() {
    decoding.forEach(PointDecoding::abandon);
  }

  /**
   * The rows' commitments of all MODEL tensors in declaration order.
   *
   * @throws MalformedKeyException if a tensor has not as many rows, or a row is no point
   */
  PointVector finish(Layout layout) throws MalformedKeyException {
    List<PointVector> parts = new ArrayList<>();
    List<Matrix> matrices = layout.matrices(TensorKind.MODEL);
    for (int i = 0; i < matrices.size(); i++) {
      Matrix matrix = matrices.get(i);
      int length = bytes.get(i).length;
      String name = layout.circuit().tensors().get(matrix.tensor()).name();
      if (length != matrix.rows() * PrimeField.BYTES) {
        throw new MalformedKeyException(
            "tensor "
                + name
                + " has "
                + matrix.rows()
                + " rows, but "
                + length
                + " bytes of points",
            null);
      }
      try {
        parts.add(decoding.get(i).finish());
      } catch (InvalidPointException e) {
        throw new MalformedKeyException(
            "row " + e.index() + " of tensor " + name + " is no point", e);
      }
    }
    return PointVector.concatenate(parts);
  }
}
