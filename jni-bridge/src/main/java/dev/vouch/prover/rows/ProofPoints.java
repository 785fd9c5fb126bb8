package dev.vouch.prover.rows;

import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.ModelPort;
import dev.vouch.verifier.Proof;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.commitment.OpenedRow;
import dev.vouch.verifier.commitment.RowPoints;
import dev.vouch.verifier.commitment.RowsHash;
import dev.vouch.verifier.commitment.Slot;
import dev.vouch.verifier.rows.RowProof;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The commitments that a proof of rows holds, row by row; the proof need not be verified. */
record ProofPoints(ModelKey key, RowProof proof) {
  /**
   * Whether openings of a row are those of its points.
   *
   * @param row number of one of those that the proof is about
   * @param slots hidden inputs and outputs of the model
   * @param parts what opens the row of each of them
   */
  boolean areOpenedBy(long row, List<Slot> slots, List<OpenedRow.Part> parts) {
    try {
      int place = (int) (row - proof.range().first());
      for (int i = 0; i < slots.size(); i++) {
        Slot slot = slots.get(i);
        OpenedRow.Part part = parts.get(i);
        int bytes = slot.format().pointBytes();
        byte[] own = Arrays.copyOfRange(points(slot), place * bytes, (place + 1) * bytes);
        if (!Arrays.equals(own, RowPoints.of(slot.format(), part.values(), part.blinders()))) {
          return false;
        }
      }
      return true;
    } catch (VerificationException e) {
      return false;
    }
  }

  /**
   * The points of the first rows of an input or output, one array a row, or hashes of public rows.
   *
   * @throws IllegalArgumentException if it is a proof of another model
   */
  List<byte[]> of(Slot slot, int rows) {
    try {
      List<byte[]> points = new ArrayList<>();
      if (slot.isPublic()) {
        long[] values = shown(slot);
        for (int row = 0; row < rows; row++) {
          points.add(RowsHash.ofPublicRow(slot.format(), values, row));
        }
      } else {
        byte[] all = points(slot);
        int bytes = slot.rowBytes();
        for (int row = 0; row < rows; row++) {
          points.add(Arrays.copyOfRange(all, row * bytes, (row + 1) * bytes));
        }
      }
      return points;
    } catch (VerificationException e) {
      throw new IllegalArgumentException("a proof of another model", e);
    }
  }

  /** The points of all rows of a hidden input or output. */
  private byte[] points(Slot slot) throws VerificationException {
    ModelPort port = port(slot);
    return part(port).hiddenPoints().get(before(port, TensorKind.INPUT, TensorKind.OUTPUT));
  }

  /** The values of all rows of a public input. */
  private long[] shown(Slot slot) throws VerificationException {
    ModelPort port = port(slot);
    return part(port).publicValues().get(before(port, TensorKind.PUBLIC));
  }

  private ModelPort port(Slot slot) {
    return (slot.role() == Slot.Role.INPUT ? key.inputs() : key.outputs())
        .stream().filter(each -> each.name().equals(slot.name())).findFirst().orElseThrow();
  }

  private Proof part(ModelPort port) throws VerificationException {
    return Proof.decode(key.partProofs(proof.proof()).get(port.part()), port.circuit());
  }

  /** How many tensors of these kinds are declared before that of a port. */
  private static int before(ModelPort port, TensorKind... kinds) {
    Set<TensorKind> wanted = Set.of(kinds);
    List<Tensor> tensors = port.circuit().tensors().subList(0, port.port().tensor());
    return (int) tensors.stream().filter(tensor -> wanted.contains(tensor.kind())).count();
  }
}
