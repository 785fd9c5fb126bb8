package dev.vouch.verifier.commitment;

import dev.vouch.verifier.format.FileKind;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Writes a file of openings row by row (formats.md §6). What is written is secret: give it a file
 * that only its owner reads. Not thread-safe.
 */
public final class OpeningsWriter implements Closeable {
  static final int VERSION = 2;

  private final OutputStream out;
  private final OpenedRowCodec codec;
  private long next;

  private OpeningsWriter(OutputStream out, List<Slot> slots, long next) {
    this.out = out;
    this.codec = new OpenedRowCodec(slots);
    this.next = next;
  }

  /**
   * Begins a file.
   *
   * @param out should be buffered; closed with this
   * @throws IllegalArgumentException if there is no slot, or one twice, or a row is too large
   */
  public static OpeningsWriter of(OutputStream out, List<Slot> slots) throws IOException {
    out.write(header(slots));
    return new OpeningsWriter(out, List.copyOf(slots), 0);
  }

  /**
   * Goes on with a file that ends after the record of the row before {@code next}.
   *
   * @param out appends to it
   */
  public static OpeningsWriter after(OutputStream out, List<Slot> slots, long next) {
    return new OpeningsWriter(out, List.copyOf(slots), next);
  }

  /** What a file begins with. */
  public static byte[] header(List<Slot> slots) {
    return SlotCodec.header(FileKind.OPENINGS, VERSION, slots);
  }

  /**
   * Writes a row.
   *
   * @throws IllegalArgumentException if it does not follow those before, or is none of the slots
   */
  public void write(OpenedRow row) throws IOException {
    if (row.row() < next) {
      throw new IllegalArgumentException("row " + row.row() + " after row " + (next - 1));
    }
    out.write(codec.write(row));
    next = row.row() + 1;
  }

  /** Hands what was written to the file. */
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
