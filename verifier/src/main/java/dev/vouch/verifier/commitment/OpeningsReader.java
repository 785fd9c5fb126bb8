package dev.vouch.verifier.commitment;

import dev.vouch.verifier.format.FileKind;
import dev.vouch.verifier.format.MalformedFormatException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of openings row by row (formats.md §6); memory is bounded by one row. A last record
 * that is cut off counts as absent: its writer was stopped. Not thread-safe.
 */
public final class OpeningsReader implements Closeable {
  private final InputStream in;
  private final List<Slot> slots;
  private final OpenedRowCodec codec;
  private long position;
  private long last = -1;
  private boolean cutOff;

  private OpeningsReader(InputStream in, List<Slot> slots) {
    this.in = in;
    this.slots = slots;
    this.codec = new OpenedRowCodec(slots);
    this.position = OpeningsWriter.header(slots).length;
  }

  /**
   * Reads what a file begins with.
   *
   * @param in closed with this; should be buffered
   * @throws MalformedCommitmentException if it is no such file, or of a version that this one does
   *     not read
   */
  public static OpeningsReader of(InputStream in) throws IOException, MalformedCommitmentException {
    try {
      return new OpeningsReader(
          in,
          SlotCodec.readHeader(
              in, FileKind.OPENINGS, OpeningsWriter.VERSION, OpeningsWriter.VERSION));
    } catch (MalformedFormatException e) {
      throw malformed(e);
    }
  }

  static MalformedCommitmentException malformed(MalformedFormatException e) {
    return new MalformedCommitmentException("not a file of openings: " + e.getMessage(), e);
  }

  /** What every row has. */
  public List<Slot> slots() {
    return slots;
  }

  /** Where the next record begins: as many bytes of the file are whole. */
  public long position() {
    return position;
  }

  /** Bytes of every record. */
  public int recordBytes() {
    return codec.recordBytes();
  }

  /** Whether, at the end, a record was cut off. */
  public boolean isCutOff() {
    return cutOff;
  }

  /**
   * The next row; null after the last.
   *
   * @throws MalformedCommitmentException if what comes next is none, or one of a row before
   */
  public @Nullable OpenedRow next() throws IOException, MalformedCommitmentException {
    byte[] record = in.readNBytes(codec.recordBytes());
    if (record.length < codec.recordBytes()) {
      cutOff = record.length > 0;
      return null;
    }
    try {
      OpenedRow row = codec.read(record);
      if (row.row() <= last) {
        throw new MalformedFormatException("row " + row.row() + " after row " + last);
      }
      last = row.row();
      position += record.length;
      return row;
    } catch (MalformedFormatException e) {
      throw malformed(
          new MalformedFormatException(e.getMessage() + " (record at byte " + position + ")"));
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
