package dev.vouch.verifier.commitment;

import dev.vouch.verifier.format.FileKind;
import dev.vouch.verifier.format.MalformedFormatException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file of openings of which single rows are read (formats.md §6): all records have one length and
 * rows ascend, so that a row is found without reading those before it. A last record that is cut
 * off counts as absent. Not thread-safe.
 */
public final class OpeningsFile implements Closeable {
  private final SeekableByteChannel channel;
  private final List<Slot> slots;
  private final OpenedRowCodec codec;
  private final long start;
  private final long count;

  private OpeningsFile(SeekableByteChannel channel, List<Slot> slots) throws IOException {
    this.channel = channel;
    this.slots = slots;
    this.codec = new OpenedRowCodec(slots);
    this.start = OpeningsWriter.header(slots).length;
    this.count = (channel.size() - start) / codec.recordBytes();
  }

  /**
   * Reads what a file begins with.
   *
   * @throws MalformedCommitmentException if it is no such file, or of a version that this one does
   *     not read
   */
  public static OpeningsFile open(Path file) throws IOException, MalformedCommitmentException {
    return of(Files.newByteChannel(file));
  }

  /**
   * As {@link #open}.
   *
   * @param channel at its beginning; closed with this, and if this fails
   */
  public static OpeningsFile of(SeekableByteChannel channel)
      throws IOException, MalformedCommitmentException {
    try {
      return new OpeningsFile(
          channel,
          SlotCodec.readHeader(
              Channels.newInputStream(channel),
              FileKind.OPENINGS,
              OpeningsWriter.VERSION,
              OpeningsWriter.VERSION));
    } catch (MalformedFormatException e) {
      channel.close();
      throw OpeningsReader.malformed(e);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** What every row has. */
  public List<Slot> slots() {
    return slots;
  }

  /** How many rows there are. */
  public long count() {
    return count;
  }

  /** Whether the last record is cut off. */
  public boolean isCutOff() throws IOException {
    return channel.size() > start + count * codec.recordBytes();
  }

  /**
   * The row at a place of the file.
   *
   * @param index from 0, below {@link #count}
   * @throws MalformedCommitmentException if the record is damaged
   */
  public OpenedRow at(long index) throws IOException, MalformedCommitmentException {
    if (index < 0 || index >= count) {
      throw new IndexOutOfBoundsException("record " + index + " of " + count);
    }
    long position = start + index * codec.recordBytes();
    ByteBuffer record = ByteBuffer.allocate(codec.recordBytes());
    channel.position(position);
    while (record.hasRemaining() && channel.read(record) >= 0) {
      // as often as the channel takes
    }
    try {
      if (record.hasRemaining()) {
        throw new MalformedFormatException("the file has become shorter");
      }
      return codec.read(record.array());
    } catch (MalformedFormatException e) {
      throw OpeningsReader.malformed(
          new MalformedFormatException(e.getMessage() + " (record at byte " + position + ")"));
    }
  }

  /**
   * The row of a number, found by bisection; empty if the file does not have it.
   *
   * @throws MalformedCommitmentException if a record that is read on the way is damaged
   */
  public Optional<OpenedRow> find(long row) throws IOException, MalformedCommitmentException {
    long at = position(row);
    OpenedRow found = at < count ? at(at) : null;
    return found != null && found.row() == row ? Optional.of(found) : Optional.empty();
  }

  /**
   * The place of the first row of this number or a greater one; {@link #count} if there is none.
   */
  long position(long row) throws IOException, MalformedCommitmentException {
    long from = 0;
    long to = count;
    while (from < to) {
      long middle = (from + to) >>> 1;
      if (at(middle).row() < row) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
