package dev.vouch.prover.rows;

import dev.vouch.circuits.model.AtomicFile;
import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.commitment.MalformedCommitmentException;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.commitment.OpenedRow;
import dev.vouch.verifier.commitment.OpeningsReader;
import dev.vouch.verifier.commitment.OpeningsWriter;
import dev.vouch.verifier.commitment.Slot;
import dev.vouch.verifier.rows.RowProof;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of openings (docs/spec/formats.md §6) that grows with a store of proofs: those of a proof
 * are kept first, so that whatever stops the work, no proof is there without its openings. Only its
 * owner may read it; while it is open no other process writes to it. Not thread-safe.
 */
public final class RowOpeningsFile implements Closeable {
  private final AppendedFile file;
  private final List<Slot> slots;
  private long next;

  private RowOpeningsFile(AppendedFile file, List<Slot> slots, long next) {
    this.file = file;
    this.slots = slots;
    this.next = next;
  }

  /**
   * A new file, or one without openings in place of what is there.
   *
   * @param key of the model
   * @param first number of the first row
   * @throws NoRowFormatException if rows of a hidden input or output have no points of their own
   * @throws IllegalArgumentException if the model hides no input and no output
   */
  public static RowOpeningsFile create(Path path, ModelKey key, long first)
      throws IOException, NoRowFormatException {
    List<Slot> slots = key.hidden();
    byte[] header = OpeningsWriter.header(slots);
    Files.deleteIfExists(path); // whose permissions may be others
    FileChannel channel =
        FileChannel.open(
            path,
            Set.<OpenOption>of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            AtomicFile.ownerOnly());
    AppendedFile file = AppendedFile.of(path, channel);
    try {
      file.append(header);
      return new RowOpeningsFile(file, slots, first);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /**
   * Goes on with a file beside its proofs: openings of rows that have no proof yet, at most those
   * of one proof, are taken away.
   *
   * @param key of the model
   * @param first number of the first row that was to be proven
   * @param proofs what is there of them; the last one is opened by what the file holds
   * @throws MalformedCommitmentException if it is no file of openings
   * @throws StoredRowsException if it has not the openings of all these proofs, or others
   * @throws NoRowFormatException as {@link #create}
   */
  public static RowOpeningsFile resume(Path path, ModelKey key, long first, RowProofStore proofs)
      throws IOException, MalformedCommitmentException, StoredRowsException, NoRowFormatException {
    List<Slot> slots = key.hidden();
    boolean begun = Files.exists(path) && !AppendedFile.isBegun(path, OpeningsWriter.header(slots));
    if (!begun && proofs.next() == first) {
      return create(path, key, first);
    }
    if (!begun) {
      throw StoredRowsException.ofOpenings(path, "it is not there, or empty");
    }
    AppendedFile file =
        AppendedFile.of(
            path, FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
    try {
      long end = end(path, slots, first, proofs, key);
      if (Files.size(path) - end > key.rows() * recordBytes(slots)) {
        throw StoredRowsException.ofOpenings(path, "it goes on beyond them");
      }
      file.cut(end);
      return new RowOpeningsFile(file, slots, proofs.next());
    } catch (IOException
        | MalformedCommitmentException
        | StoredRowsException
        | NoRowFormatException
        | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Where in the file the openings of proven rows end. */
  private static long end(
      Path path, List<Slot> slots, long first, RowProofStore proofs, ModelKey key)
      throws IOException, MalformedCommitmentException, StoredRowsException {
    try (OpeningsReader in =
        OpeningsReader.of(new BufferedInputStream(Files.newInputStream(path)))) {
      if (!in.slots().equals(slots)) {
        throw StoredRowsException.ofOpenings(path, "they are of other inputs or outputs");
      }
      @Nullable OpenedRow last = null;
      for (long row = first; row < proofs.next(); row++) {
        last = in.next();
        if (last == null || last.row() != row) {
          throw StoredRowsException.ofOpenings(path, "row " + row + " is not among them");
        }
      }
      RowProof proof = proofs.last();
      if (last != null
          && proof != null
          && !new ProofPoints(key, proof).areOpenedBy(last.row(), slots, last.parts())) {
        throw StoredRowsException.ofOpenings(
            path, "row " + last.row() + " does not open the commitments of its proof");
      }
      return in.position();
    }
  }

  /** Number, values and blinders, check. */
  private static long recordBytes(List<Slot> slots) {
    long bytes = Long.BYTES + Long.BYTES;
    for (Slot slot : slots) {
      bytes += (long) slot.format().cells() * slot.format().valueBytes();
      bytes += slot.format().pointBytes();
    }
    return bytes;
  }

  /**
   * Keeps the openings of rows: after a return they survive the end of the process.
   *
   * @throws IllegalArgumentException if they do not begin with the row after the last one
   */
  public void append(ProvenRows proven) throws IOException {
    if (proven.range().first() != next) {
      throw new IllegalArgumentException(proven.range() + " after row " + (next - 1));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OpeningsWriter out = OpeningsWriter.after(bytes, slots, next)) {
      for (OpenedRow row : proven.inference().openings().rows(proven.range())) {
        out.write(row);
      }
    } catch (NoRowFormatException e) {
      throw new IllegalArgumentException(e); // there would be no such slots
    }
    byte[] records = bytes.toByteArray();
    file.append(records);
    Arrays.fill(records, (byte) 0);
    next = proven.range().end();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
