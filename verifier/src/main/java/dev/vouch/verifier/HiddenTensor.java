package dev.vouch.verifier;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.commitment.CommittedRows;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.commitment.RowFormat;
import dev.vouch.verifier.commitment.Slot;

/**
 * The commitment to a hidden input or output of a proof. Arrays are not copied: treat them as
 * read-only.
 *
 * @param id tensor id (formats.md §2)
 * @param points 32 bytes each, rows of its matrix ascending
 * @param circuit of the proof
 * @param port of the circuit that names the tensor
 */
@SuppressWarnings("ArrayRecordComponent")
record HiddenTensor(byte[] id, byte[] points, Circuit circuit, Port port) {
  /** How many rows of data the circuit takes at once. */
  int takes() {
    return circuit.rows();
  }

  Slot.Role role() {
    return circuit.tensors().get(port.tensor()).kind() == TensorKind.INPUT
        ? Slot.Role.INPUT
        : Slot.Role.OUTPUT;
  }

  CommittedRows rows() throws NoRowFormatException {
    return new CommittedRows(
        new Slot(port.name(), role(), RowFormat.of(circuit, port)), takes(), points);
  }
}
