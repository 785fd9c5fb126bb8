package dev.vouch.verifier;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import java.util.List;

/**
 * What a key's file holds (formats.md §3), as yet unchecked. Arrays are not copied: treat them as
 * read-only.
 *
 * @param circuitBytes the circuit's canonical bytes
 * @param modelPoints for each MODEL tensor in declaration order its rows' commitments, concatenated
 * @param certificate the proof of protocol.md §9; no bytes where the ranges are not certified
 */
@SuppressWarnings("ArrayRecordComponent")
record KeyParts(
    Circuit circuit, byte[] circuitBytes, List<byte[]> modelPoints, byte[] certificate) {
  KeyParts {
    modelPoints = List.copyOf(modelPoints);
  }

  /** The tensors whose points a key holds, in declaration order. */
  static List<Tensor.Committed> modelTensors(Circuit circuit) {
    return circuit.tensorsOf(TensorKind.MODEL).stream().map(Tensor.Committed.class::cast).toList();
  }
}
