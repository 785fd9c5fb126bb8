package dev.vouch.prover.rows;

import dev.vouch.verifier.MalformedProofException;
import dev.vouch.verifier.Proof;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.commitment.OpenedRow;
import dev.vouch.verifier.commitment.RowPoints;
import dev.vouch.verifier.commitment.RowsHash;
import dev.vouch.verifier.commitment.Slot;
import dev.vouch.verifier.rows.RowProof;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The commitments that a proof of rows holds, row by row. */
record ProofPoints(Circuit circuit, RowProof proof) {
  static ProofPoints of(VerifyingKey key, RowProof proof) {
    return new ProofPoints(key.circuit(), proof);
  }

  /**
   * Whether a row's openings, of all hidden inputs and outputs in the order of {@link
   * Slot#hiddenOf}, are those of its points.
   */
  boolean areOpenedBy(OpenedRow row) {
    try {
      List<byte[]> points = Proof.decode(proof.proof(), circuit).hiddenPoints();
      List<Slot> slots = Slot.hiddenOf(circuit);
      int place = (int) (row.row() - proof.range().first());
      for (int i = 0; i < slots.size(); i++) {
        Slot slot = slots.get(i);
        OpenedRow.Part part = row.parts().get(i);
        int bytes = slot.format().pointBytes();
        byte[] own =
            Arrays.copyOfRange(points.get(number(slot)), place * bytes, (place + 1) * bytes);
        if (!Arrays.equals(own, RowPoints.of(slot.format(), part.values(), part.blinders()))) {
          return false;
        }
      }
      return true;
    } catch (MalformedProofException | NoRowFormatException e) {
      return false;
    }
  }

  /**
   * The points of the first rows of an input or output, one array a row, or hashes of public rows.
   *
   * @throws IllegalArgumentException if it is a proof of another circuit
   */
  List<byte[]> of(Slot slot, int rows) {
    try {
      Proof decoded = Proof.decode(proof.proof(), circuit);
      int number = number(slot);
      int bytes = slot.rowBytes();
      List<byte[]> points = new ArrayList<>();
      for (int row = 0; row < rows; row++) {
        points.add(
            slot.isPublic()
                ? RowsHash.ofPublicRow(slot.format(), decoded.publicValues().get(number), row)
                : Arrays.copyOfRange(
                    decoded.hiddenPoints().get(number), row * bytes, (row + 1) * bytes));
      }
      return points;
    } catch (MalformedProofException e) {
      throw new IllegalArgumentException("a proof of another circuit", e);
    }
  }

  /** Number of a slot's tensor among the hidden ones, or public ones, in declaration order. */
  private int number(Slot slot) {
    List<Port> ports = slot.role() == Slot.Role.INPUT ? circuit.inputs() : circuit.outputs();
    int tensor =
        ports.stream()
            .filter(port -> port.name().equals(slot.name()))
            .findFirst()
            .orElseThrow()
            .tensor();
    List<Tensor> before = circuit.tensors().subList(0, tensor);
    return (int)
        before.stream()
            .filter(
                t ->
                    slot.isPublic()
                        ? t.kind() == TensorKind.PUBLIC
                        : t.kind() == TensorKind.INPUT || t.kind() == TensorKind.OUTPUT)
            .count();
  }
}
