package dev.vouch.prover.rows;

import dev.vouch.circuits.model.AtomicFile;
import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.commitment.MalformedCommitmentException;
import dev.vouch.verifier.rows.MalformedRowsException;
import dev.vouch.verifier.rows.RowProof;
import dev.vouch.verifier.rows.RowProofFiles;
import dev.vouch.verifier.rows.RowProofWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A folder with a file for each proof of rows (docs/spec/formats.md §7), so that they can be moved
 * and shown one by one. Not thread-safe.
 */
public final class RowProofFolder extends OrderedStore {
  private final Path folder;
  private final ModelId model;
  private final int batch;

  private RowProofFolder(Path folder, ModelId model, int batch, LastProof last) {
    super(last);
    this.folder = folder;
    this.model = model;
    this.batch = batch;
  }

  /**
   * A folder without proofs: those that are there are deleted, other files are left alone.
   *
   * @param first number of the first row
   */
  public static RowProofFolder create(Path folder, ModelId model, int batch, long first)
      throws IOException {
    Files.createDirectories(folder);
    for (Path file : RowProofFiles.in(folder)) {
      Files.delete(file);
    }
    return new RowProofFolder(folder, model, batch, LastProof.none(first));
  }

  /**
   * Goes on where proofs are there.
   *
   * @param check is asked whether the last proof that is there is one of these
   * @throws MalformedRowsException if a file is no such file
   * @throws StoredRowsException if one is of another model or of other rows
   * @throws MalformedCommitmentException if the check throws it
   */
  public static RowProofFolder resume(
      Path folder, ModelId model, int batch, long first, StoredProofCheck check)
      throws IOException,
          MalformedRowsException,
          StoredRowsException,
          MalformedCommitmentException {
    Files.createDirectories(folder);
    LastProof last = LastProof.none(first);
    try (RowProofFiles stored = RowProofFiles.open(RowProofFiles.in(folder))) {
      for (ModelId other : stored.models()) {
        StoredRowsException.requireSame(folder, other, batch, model, batch);
      }
      for (@Nullable RowProof proof = stored.next(); proof != null; proof = stored.next()) {
        StoredRowsException.requireSame(folder, model, proof.range().batch(), model, batch);
        last.takeStored(folder, proof);
      }
    }
    last.check(folder, check);
    return new RowProofFolder(folder, model, batch, last);
  }

  @Override
  void write(RowProof proof) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List.of(RowProofWriter.header(model, batch), RowProofWriter.record(proof))
        .forEach(bytes::writeBytes);
    String name = String.format("rows-%012d%s", proof.range().first(), RowProofFiles.SUFFIX);
    AtomicFile.write(folder.resolve(name), bytes.toByteArray());
  }

  @Override
  public void close() {}
}
