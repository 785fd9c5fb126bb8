package dev.vouch.cli.prove;

import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.file.OutputFile;
import dev.vouch.prover.Openings;
import dev.vouch.prover.rows.RowOpeningsFile;
import dev.vouch.prover.rows.RowProofStore;
import dev.vouch.prover.rows.StoredRowsException;
import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.commitment.MalformedCommitmentException;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.commitment.OpenedRow;
import dev.vouch.verifier.commitment.OpeningsWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where openings of proofs go.
 *
 * @param resume whether to go on with what is there
 */
record OpeningsPlace(String name, OutputFile file, boolean resume) {
  /**
   * Checks before any work is done that openings of rows may be written there.
   *
   * @param resume whether to go on with what is there
   * @param force whether to begin anew where something is there
   */
  static OpeningsPlace of(String name, boolean resume, boolean force)
      throws CommandException, IOException {
    if (name.equals("-")) {
      throw CommandException.usage(
          "openings of rows are kept as proofs are made; --openings -; name a file");
    }
    return new OpeningsPlace(name, OutputFile.openSecret(name, resume || force), resume);
  }

  /**
   * Checks that there is something to open, row by row.
   *
   * @throws CommandException if the model hides nothing
   * @throws NoRowFormatException if rows of a hidden input or output have no points of their own
   */
  static void requireRows(ModelKey key) throws CommandException, NoRowFormatException {
    if (key.hidden().isEmpty()) {
      throw CommandException.usage(
          "the model hides no input and no output; --openings; there is nothing to open");
    }
  }

  /**
   * Opens it beside proofs.
   *
   * @param first number of the first row wanted
   */
  RowOpeningsFile open(ModelKey key, long first, RowProofStore proofs)
      throws IOException, NoRowFormatException, MalformedCommitmentException, StoredRowsException {
    return resume
        ? RowOpeningsFile.resume(Path.of(name), key, first, proofs)
        : RowOpeningsFile.create(Path.of(name), key, first);
  }

  /**
   * A file with all rows of one proof.
   *
   * @param index number of the sample: it follows on so many of as many rows
   */
  static byte[] bytes(Openings openings, int index) throws IOException, NoRowFormatException {
    int batch = openings.batch();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OpeningsWriter out = OpeningsWriter.of(bytes, openings.slots())) {
      for (OpenedRow row : openings.rows((long) index * batch, batch)) {
        out.write(row);
      }
    }
    return bytes.toByteArray();
  }

  @Override
  public String toString() {
    return name;
  }
}
