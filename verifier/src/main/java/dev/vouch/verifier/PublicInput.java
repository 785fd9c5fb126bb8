package dev.vouch.verifier;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.commitment.CommittedRows;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.commitment.RowsHash;
import dev.vouch.verifier.commitment.Slot;
import java.io.ByteArrayOutputStream;

/**
 * Where a public input of a proof belongs.
 *
 * @param circuit of the proof
 * @param port of the circuit that names it
 */
record PublicInput(Circuit circuit, Port port) {
  /** The hashes of its rows (formats.md §9). */
  CommittedRows rows(long[] values) throws NoRowFormatException {
    Slot slot = Slot.inputOf(circuit, port);
    ByteArrayOutputStream hashes = new ByteArrayOutputStream();
    for (int row = 0; row < circuit.rows(); row++) {
      hashes.writeBytes(RowsHash.ofPublicRow(slot.format(), values, row));
    }
    return new CommittedRows(slot, circuit.rows(), hashes.toByteArray());
  }
}
