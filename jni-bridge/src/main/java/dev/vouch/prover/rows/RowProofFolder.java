package dev.vouch.prover.rows;

import dev.vouch.circuits.model.AtomicFile;
import dev.vouch.verifier.ModelId;
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
public final class RowProofFolder implements RowProofStore {
  private final Path folder;
  private final ModelId model;
  private final int batch;
  private final LastProof last;

  private RowProofFolder(Path folder, ModelId model, int batch, LastProof last) {
    this.folder = folder;
    this.model = model;
    this.batch = batch;
    this.last = last;
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
   */
  public static RowProofFolder resume(
      Path folder, ModelId model, int batch, long first, StoredProofCheck check)
      throws IOException, MalformedRowsException, StoredRowsException {
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
  public long next() {
    return last.next();
  }

  @Override
  public @Nullable RowProof last() {
    return last.proof();
  }

  @Override
  public boolean ended() {
    return last.ended();
  }

  @Override
  public void append(RowProof proof) throws IOException {
    last.requireNext(proof.range());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List.of(RowProofWriter.header(model, batch), RowProofWriter.record(proof))
        .forEach(bytes::writeBytes);
    String name = String.format("rows-%012d%s", proof.range().first(), RowProofFiles.SUFFIX);
    AtomicFile.write(folder.resolve(name), bytes.toByteArray());
    last.take(proof);
  }

  @Override
  public void close() {}
}
