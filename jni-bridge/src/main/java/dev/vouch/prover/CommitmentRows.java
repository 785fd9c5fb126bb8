package dev.vouch.prover;

import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.field.PrimeField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Cuts the rows that the native prover returns, points or blinders, into a circuit's tensors. */
final class CommitmentRows {
  private final Layout layout;

  CommitmentRows(Layout layout) {
    this.layout = layout;
  }

  /** Of the MODEL tensors in declaration order. */
  List<byte[]> ofModel(byte[] rows) {
    return cut(rows, Set.of(TensorKind.MODEL));
  }

  /** Of the hidden INPUT and OUTPUT tensors in declaration order. */
  List<byte[]> ofHidden(byte[] rows) {
    return cut(rows, Set.of(TensorKind.INPUT, TensorKind.OUTPUT));
  }

  private List<byte[]> cut(byte[] rows, Set<TensorKind> kinds) {
    List<byte[]> out = new ArrayList<>();
    List<Tensor> tensors = layout.circuit().tensors();
    int at = 0;
    for (int i = 0; i < tensors.size(); i++) {
      if (kinds.contains(tensors.get(i).kind())) {
        int end = at + layout.matrix(i).rows() * PrimeField.BYTES;
        out.add(Arrays.copyOfRange(rows, at, end));
        at = end;
      }
    }
    if (at != rows.length) {
      throw new IllegalStateException(
          "the native prover returned " + rows.length + " bytes of rows, the circuit has " + at);
    }
    return out;
  }
}
