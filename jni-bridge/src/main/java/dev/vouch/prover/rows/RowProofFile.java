package dev.vouch.prover.rows;

import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.commitment.MalformedCommitmentException;
import dev.vouch.verifier.rows.MalformedRowsException;
import dev.vouch.verifier.rows.RowProof;
import dev.vouch.verifier.rows.RowProofReader;
import dev.vouch.verifier.rows.RowProofWriter;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One file that proofs of rows are appended to (docs/spec/formats.md §7). While it is open no other
 * process writes to it. Not thread-safe.
 */
public final class RowProofFile extends OrderedStore {
  private final AppendedFile file;

  private RowProofFile(AppendedFile file, LastProof last) {
    super(last);
    this.file = file;
  }

  /**
   * A new file, or one without proofs in place of what is there.
   *
   * @param first number of the first row
   * @throws FileSystemException if another process writes to it
   */
  public static RowProofFile create(Path file, ModelId model, int batch, long first)
      throws IOException {
    AppendedFile created =
        AppendedFile.of(
            file, FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    try {
      created.cut(0);
      created.append(RowProofWriter.header(model, batch));
      return new RowProofFile(created, LastProof.none(first));
    } catch (IOException | RuntimeException e) {
      created.close();
      throw e;
    }
  }

  /**
   * Goes on with a file: what is left of a record that was being written is taken away. A file that
   * is not there, or has not even its header, is created.
   *
   * @param check is asked whether the last proof that is there is one of these
   * @throws MalformedRowsException if the file is no such file
   * @throws StoredRowsException if it is one of another model or of other rows
   * @throws MalformedCommitmentException if the check throws it
   */
  public static RowProofFile resume(
      Path file, ModelId model, int batch, long first, StoredProofCheck check)
      throws IOException,
          MalformedRowsException,
          StoredRowsException,
          MalformedCommitmentException {
    if (!Files.exists(file) || AppendedFile.isBegun(file, RowProofWriter.header(model, batch))) {
      return create(file, model, batch, first);
    }
    AppendedFile stored =
        AppendedFile.of(
            file, FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
    try {
      LastProof last = LastProof.none(first);
      long end;
      try (RowProofReader in =
          RowProofReader.of(new BufferedInputStream(Files.newInputStream(file)))) {
        StoredRowsException.requireSame(file, in.model(), in.batch(), model, batch);
        for (@Nullable RowProof proof = in.next(); proof != null; proof = in.next()) {
          last.takeStored(file, proof);
        }
        end = in.position();
      }
      last.check(file, check);
      stored.cut(end);
      return new RowProofFile(stored, last);
    } catch (IOException
        | MalformedRowsException
        | StoredRowsException
        | MalformedCommitmentException
        | RuntimeException e) {
      stored.close();
      throw e;
    }
  }

  @Override
  void write(RowProof proof) throws IOException {
    file.append(RowProofWriter.record(proof));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
