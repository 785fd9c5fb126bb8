package dev.vouch.verifier.rows;

import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.format.FileKind;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of proofs of rows (formats.md §7) record by record; memory is bounded by one record.
 * A last record that is cut off counts as absent: its writer was stopped. Not thread-safe.
 */
public final class RowProofReader implements RowProofs, Closeable {
  private static final int HEADER_BYTES = FileKind.HEADER_BYTES + ModelId.BYTES + Integer.BYTES;

  /** first, rows, last, length. */
  private static final int HEAD_BYTES = Long.BYTES + Integer.BYTES + 1 + Integer.BYTES;

  private final InputStream in;
  private final ModelId model;
  private final int batch;
  private long position = HEADER_BYTES;
  private boolean cutOff;

  private RowProofReader(InputStream in, ModelId model, int batch) {
    this.in = in;
    this.model = model;
    this.batch = batch;
  }

  /**
   * Reads what a file begins with.
   *
   * @param in closed with this; should be buffered
   * @throws MalformedRowsException if it is no such file, or of a version that this one does not
   *     read
   */
  public static RowProofReader of(InputStream in) throws IOException, MalformedRowsException {
    try {
      FormatReader header = new FormatReader(in.readNBytes(HEADER_BYTES));
      header.header(FileKind.ROW_PROOFS, RowProofWriter.VERSION);
      ModelId model = ModelId.of(header.take(ModelId.BYTES, "model id"));
      int batch = header.u31("rows of a proof");
      if (batch < 1) {
        throw header.malformed("a proof of no rows");
      }
      return new RowProofReader(in, model, batch);
    } catch (MalformedFormatException e) {
      throw malformed(e);
    }
  }

  private static MalformedRowsException malformed(MalformedFormatException e) {
    return new MalformedRowsException("not a file of proofs of rows: " + e.getMessage(), e);
  }

  /** The model that the file names. */
  public ModelId model() {
    return model;
  }

  /** How many rows a proof takes. */
  public int batch() {
    return batch;
  }

  /** Where the next record begins: as many bytes of the file are whole. */
  public long position() {
    return position;
  }

  /** Whether, at the end, a record was cut off. */
  public boolean isCutOff() {
    return cutOff;
  }

  @Override
  public @Nullable RowProof next() throws IOException, MalformedRowsException {
    byte[] head = in.readNBytes(HEAD_BYTES);
    if (head.length < HEAD_BYTES) {
      cutOff = head.length > 0;
      return null;
    }
    try {
      FormatReader reader = new FormatReader(head);
      long first = reader.i64("first row");
      int rows = reader.u31("rows");
      int last = reader.u8("last", 1);
      int length = reader.u31("length of a proof");
      if (first < 0 || first >= RowRange.MAX_FIRST || rows < 1 || rows > batch) {
        throw new MalformedFormatException(
            Integer.toUnsignedString(rows)
                + " rows from row "
                + Long.toUnsignedString(first)
                + " on, in a file of proofs of "
                + batch
                + where());
      }
      if (length > RowProofWriter.MAX_PROOF_BYTES) {
        throw new MalformedFormatException("a proof of " + length + " bytes" + where());
      }
      byte[] proof = in.readNBytes(length);
      byte[] check = in.readNBytes(RowProofWriter.CHECK_BYTES);
      if (check.length < RowProofWriter.CHECK_BYTES) {
        cutOff = true;
        return null;
      }
      byte[] record = new FormatWriter().bytes(head).bytes(proof).toByteArray();
      if (!Arrays.equals(check, RowProofWriter.check(record))) {
        throw new MalformedFormatException("a record is damaged" + where());
      }
      position += record.length + check.length;
      return new RowProof(new RowRange(first, rows, batch, last == 1), proof);
    } catch (MalformedFormatException e) {
      throw malformed(e);
    }
  }

  private String where() {
    return " (record at byte " + position + ")";
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
