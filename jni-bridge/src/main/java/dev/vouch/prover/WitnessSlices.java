package dev.vouch.prover;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.layout.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Cuts what crosses the native boundary (native-abi.md, “Values”) into the tensors of a circuit.
 */
final class WitnessSlices {
  private static final int ELEMENT_BYTES = 32;

  private final Layout layout;
  private final Set<Integer> multiplicities;

  WitnessSlices(Layout layout) {
    this.layout = layout;
    this.multiplicities =
        layout.circuit().tables().stream().map(Table::multiplicity).collect(Collectors.toSet());
  }

  /** Values of the PUBLIC tensors in declaration order. */
  List<long[]> publicValues(long[] witness) {
    return values(witness, Set.of(TensorKind.PUBLIC));
  }

  /** Values of the hidden INPUT and OUTPUT tensors in declaration order. */
  private List<long[]> hiddenValues(long[] witness) {
    return values(witness, Set.of(TensorKind.INPUT, TensorKind.OUTPUT));
  }

  private List<long[]> values(long[] witness, Set<TensorKind> kinds) {
    Circuit circuit = layout.circuit();
    List<long[]> out = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < circuit.tensors().size(); i++) {
      Tensor tensor = circuit.tensors().get(i);
      boolean handedOver =
          switch (tensor.kind()) {
            case PUBLIC, INPUT, OUTPUT -> true;
            case WITNESS -> !multiplicities.contains(i);
            case CONST, IOTA, MODEL, DERIVED -> false;
          };
      if (handedOver) {
        int end = Math.toIntExact(at + tensor.size());
        if (kinds.contains(tensor.kind())) {
          out.add(Arrays.copyOfRange(witness, at, end));
        }
        at = end;
      }
    }
    return out;
  }

  /** Points or blinders of MODEL rows, by tensor. */
  List<byte[]> modelRows(byte[] rows) {
    return rows(rows, Set.of(TensorKind.MODEL));
  }

  /** Points or blinders of hidden INPUT and OUTPUT rows, by tensor. */
  List<byte[]> hiddenRows(byte[] rows) {
    return rows(rows, Set.of(TensorKind.INPUT, TensorKind.OUTPUT));
  }

  private List<byte[]> rows(byte[] rows, Set<TensorKind> kinds) {
    List<byte[]> out = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < layout.circuit().tensors().size(); i++) {
      if (kinds.contains(layout.circuit().tensors().get(i).kind())) {
        int end = at + layout.matrix(i).rows() * ELEMENT_BYTES;
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

  Openings openings(byte[] modelId, long[] witness, byte[] blinders) {
    List<Openings.Opening> out = new ArrayList<>();
    List<long[]> values = hiddenValues(witness);
    List<byte[]> rows = hiddenRows(blinders);
    for (Tensor tensor : layout.circuit().tensors()) {
      if (tensor.kind() == TensorKind.INPUT || tensor.kind() == TensorKind.OUTPUT) {
        int i = out.size();
        out.add(new Openings.Opening(tensor.name(), values.get(i), rows.get(i)));
      }
    }
    return new Openings(modelId, out);
  }
}
