package dev.vouch.prover.rows;

import dev.vouch.prover.CommittedData;
import dev.vouch.prover.CommittedInputException;
import dev.vouch.prover.OpenedRows;
import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.commitment.MalformedCommitmentException;
import dev.vouch.verifier.commitment.OpenedRow;
import dev.vouch.verifier.commitment.RowFormat;
import dev.vouch.verifier.commitment.Slot;
import dev.vouch.verifier.rows.RowProof;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether a proof that is there already is one of the proofs that are to be made. */
public interface StoredProofCheck {
  /**
   * Throws if it is not.
   *
   * @param place where the proof is, for the message
   * @throws StoredRowsException if it is of another context or of other data, or damaged
   * @throws IOException if what it is compared with cannot be read
   * @throws MalformedCommitmentException if what it is compared with is damaged
   */
  void check(Path place, RowProof proof)
      throws StoredRowsException, IOException, MalformedCommitmentException;

  /**
   * Verifies it.
   *
   * @param context what all proofs are bound to beside their rows
   */
  static StoredProofCheck of(ModelKey key, byte[] context) {
    return (place, proof) -> {
      try {
        key.uncertifiedVerifier().verify(proof.proof(), proof.range().context(context));
      } catch (VerificationException e) {
        throw new StoredRowsException(place, "the last one is not accepted for this context", e);
      }
    };
  }

  /** The same, and holds its commitments against those of rows that are committed already. */
  default StoredProofCheck andCommitted(ModelKey key, CommittedData data) {
    return (place, proof) -> {
      check(place, proof);
      OpenedRows committed;
      try {
        committed = data.rows(proof.range().first(), proof.range().rows());
      } catch (CommittedInputException e) {
        throw new StoredRowsException(place, String.valueOf(e.getMessage()), e);
      }
      List<Slot> inputs = new ArrayList<>();
      for (String input : data.inputs()) {
        RowFormat format = committed.slots().get(data.part(input)).format();
        inputs.add(new Slot(input, Slot.Role.INPUT, format));
      }
      for (OpenedRow row : committed.rows()) {
        List<OpenedRow.Part> parts =
            data.inputs().stream().map(input -> row.parts().get(data.part(input))).toList();
        if (!new ProofPoints(key, proof).areOpenedBy(row.row(), inputs, parts)) {
          throw new StoredRowsException(
              place, "row " + row.row() + " there is not the one that is committed to", null);
        }
      }
    };
  }
}
