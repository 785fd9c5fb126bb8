package dev.vouch.verifier.commitment;

import dev.vouch.verifier.format.FileKind;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.MalformedFormatException;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SHA3Digest;

/**
 * A file of commitments to data (formats.md §9): read once as a whole, in bounded memory, for its
 * digest and its ids; then the points of single rows. Whether points are on the curve is not looked
 * at: they are compared with those of proofs. Not thread-safe.
 */
public final class DataCommitmentFile implements Closeable {
  /** rows, digest. */
  private static final int END_BYTES = Long.BYTES + 32;

  private static final int CHUNK_BYTES = 1 << 16;

  private final SeekableByteChannel channel;
  private final DataCommitment commitment;
  private final long start;
  private final int rowBytes;

  private DataCommitmentFile(
      SeekableByteChannel channel, DataCommitment commitment, long start, int rowBytes) {
    this.channel = channel;
    this.commitment = commitment;
    this.start = start;
    this.rowBytes = rowBytes;
  }

  /**
   * Reads a file to its end.
   *
   * @throws MalformedCommitmentException if it is no such file, is damaged, or of a version that
   *     this one does not read
   */
  public static DataCommitmentFile open(Path file)
      throws IOException, MalformedCommitmentException {
    SeekableByteChannel channel = Files.newByteChannel(file);
    try {
      return of(channel);
    } catch (IOException | MalformedCommitmentException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * As {@link #open}.
   *
   * @param channel at its beginning; closed with this
   */
  public static DataCommitmentFile of(SeekableByteChannel channel)
      throws IOException, MalformedCommitmentException {
    try {
      DataCommitment read = read(Channels.newInputStream(channel), channel.size());
      return new DataCommitmentFile(
          channel, read, DataCommitmentWriter.header(read.slots()).length, rowBytes(read.slots()));
    } catch (MalformedFormatException e) {
      throw malformed(e);
    }
  }

  /**
   * What a file in memory is about.
   *
   * @throws MalformedCommitmentException as {@link #open}
   */
  public static DataCommitment read(byte[] bytes) throws MalformedCommitmentException {
    try {
      return read(new ByteArrayInputStream(bytes), bytes.length);
    } catch (MalformedFormatException e) {
      throw malformed(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array fails to be read never
    }
  }

  private static int rowBytes(List<Slot> slots) {
    return slots.stream().mapToInt(Slot::rowBytes).sum();
  }

  private static DataCommitment read(InputStream in, long size)
      throws IOException, MalformedFormatException {
    List<Slot> slots =
        SlotCodec.readHeader(
            in,
            FileKind.COMMITMENT,
            DataCommitmentWriter.VERSION,
            DataCommitmentWriter.PUBLIC_VERSION);
    Optional<String> wrong = misfit(slots);
    if (wrong.isPresent()) {
      throw new MalformedFormatException(wrong.get());
    }
    byte[] header = DataCommitmentWriter.header(slots);
    int rowBytes = rowBytes(slots);
    long body = size - header.length - END_BYTES;
    if (body <= 0 || body % rowBytes != 0 || body / rowBytes > DataCommitment.MAX_ROWS) {
      throw new MalformedFormatException(
          "what follows the inputs are not whole rows of " + rowBytes + " bytes");
    }
    return read(in, header, slots, body / rowBytes, rowBytes);
  }

  private static DataCommitment read(
      InputStream in, byte[] header, List<Slot> slots, long rows, int rowBytes)
      throws IOException, MalformedFormatException {
    SHA3Digest digest = new SHA3Digest(256);
    digest.update(header, 0, header.length);
    List<RowsHash> hashes = slots.stream().map(slot -> new RowsHash(slot)).toList();
    long together = Math.max(1, CHUNK_BYTES / rowBytes);
    for (long row = 0; row < rows; row += together) {
      byte[] chunk = in.readNBytes((int) Math.min(together, rows - row) * rowBytes);
      digest.update(chunk, 0, chunk.length);
      for (int at = 0; at < chunk.length; ) {
        for (int i = 0; i < hashes.size(); i++) {
          int end = at + slots.get(i).rowBytes();
          hashes.get(i).add(Arrays.copyOfRange(chunk, at, end));
          at = end;
        }
      }
    }
    byte[] end = in.readNBytes(END_BYTES);
    FormatReader reader = new FormatReader(end);
    long said = reader.i64("number of rows");
    if (said != rows) {
      throw new MalformedFormatException(
          Long.toUnsignedString(said) + " rows announced, there are " + rows);
    }
    digest.update(end, 0, Long.BYTES);
    byte[] check = new byte[digest.getDigestSize()];
    digest.doFinal(check, 0);
    if (!Arrays.equals(check, reader.take(check.length, "digest"))) {
      throw new MalformedFormatException("the file is damaged: its digest is another");
    }
    return new DataCommitment(slots, rows, hashes.stream().map(RowsHash::id).toList());
  }

  /** Why slots are not those of a commitment, but for their formats; empty if they are. */
  static Optional<String> misfit(List<Slot> slots) {
    for (int i = 0; i < slots.size(); i++) {
      if (slots.get(i).role() != Slot.Role.INPUT) {
        return Optional.of(slots.get(i).text() + " in a commitment to data");
      }
      if (i > 0 && Slot.BY_NAME.compare(slots.get(i - 1), slots.get(i)) >= 0) {
        return Optional.of("the inputs are not in the order of their names");
      }
    }
    return Optional.empty();
  }

  private static MalformedCommitmentException malformed(MalformedFormatException e) {
    return new MalformedCommitmentException("not a commitment to data: " + e.getMessage(), e);
  }

  /** Inputs, rows and ids. */
  public DataCommitment commitment() {
    return commitment;
  }

  /**
   * The points of a row, one a slot, 32 bytes a point; of a public input the row's hash.
   *
   * @param row from 0
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public List<byte[]> points(long row) throws IOException {
    if (row < 0 || row >= commitment.rows()) {
      throw new IndexOutOfBoundsException("row " + row + " of " + commitment.rows());
    }
    ByteBuffer buffer = ByteBuffer.allocate(rowBytes);
    channel.position(start + row * rowBytes);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new IOException("the commitment to the data has become shorter");
      }
    }
    int at = 0;
    byte[][] points = new byte[commitment.slots().size()][];
    for (int i = 0; i < points.length; i++) {
      int end = at + commitment.slots().get(i).rowBytes();
      points[i] = Arrays.copyOfRange(buffer.array(), at, end);
      at = end;
    }
    return List.of(points);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
