package dev.vouch.prover;

import dev.vouch.prover.ffi.GivenBlinders;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.field.PrimeField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cuts the rows that the native prover returns, points or blinders, into a circuit's tensors, and
 * joins blinders that it is given.
 */
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

  /**
   * Blinders of hidden rows that are committed already.
   *
   * @param known by number of the INPUT or OUTPUT tensor, 32 bytes a row: those of its first rows;
   *     the others, and those of other tensors, are to be drawn. Overwritten.
   */
  GivenBlinders given(Map<Integer, byte[]> known) {
    try {
      return known.isEmpty() ? GivenBlinders.NONE : joined(known);
    } finally {
      known.values().forEach(blinders -> Arrays.fill(blinders, (byte) 0));
    }
  }

  private GivenBlinders joined(Map<Integer, byte[]> known) {
    int rows = Openings.hidden(layout.circuit()).stream().mapToInt(this::rows).sum();
    byte[] given = new byte[rows];
    byte[] blinders = new byte[Math.multiplyExact(rows, PrimeField.BYTES)];
    int at = 0;
    for (int tensor : Openings.hidden(layout.circuit())) {
      byte[] own = known.getOrDefault(tensor, new byte[0]);
      if (own.length > rows(tensor) * PrimeField.BYTES) {
        throw new IllegalArgumentException(own.length + " bytes of blinders of tensor " + tensor);
      }
      Arrays.fill(given, at, at + own.length / PrimeField.BYTES, (byte) 1);
      System.arraycopy(own, 0, blinders, at * PrimeField.BYTES, own.length);
      at += rows(tensor);
    }
    return new GivenBlinders(given, blinders);
  }

  private int rows(int tensor) {
    return layout.matrix(tensor).rows();
  }

  private List<byte[]> cut(byte[] rows, Set<TensorKind> kinds) {
    List<byte[]> out = new ArrayList<>();
    List<Tensor> tensors = layout.circuit().tensors();
    int at = 0;
    for (int i = 0; i < tensors.size(); i++) {
      if (kinds.contains(tensors.get(i).kind())) {
        int end = at + rows(i) * PrimeField.BYTES;
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
