package dev.vouch.verifier.commitment;

import dev.vouch.verifier.format.FileKind;
import dev.vouch.verifier.format.FormatWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.bouncycastle.crypto.digests.SHA3Digest;

/**
 * Writes a file of commitments row by row (formats.md §9), in bounded memory. Without {@link
 * #finish} what was written is no such file. Not thread-safe; does not close what it writes to.
 */
public final class DataCommitmentWriter {
  static final int VERSION = 1;

  /** Some input is public. */
  static final int PUBLIC_VERSION = 2;

  private final OutputStream out;
  private final List<Slot> slots;
  private final List<RowsHash> hashes;
  private final SHA3Digest digest = new SHA3Digest(256);

  private DataCommitmentWriter(OutputStream out, List<Slot> slots) {
    this.out = out;
    this.slots = slots;
    this.hashes = slots.stream().map(slot -> new RowsHash(slot)).toList();
  }

  /**
   * Begins a file.
   *
   * @param out should be buffered
   * @param slots inputs, by name ({@link Slot#BY_NAME})
   * @throws IllegalArgumentException if there is none, or an output, or they are in another order
   */
  public static DataCommitmentWriter of(OutputStream out, List<Slot> slots) throws IOException {
    DataCommitmentFile.misfit(slots)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(why);
            });
    DataCommitmentWriter writer = new DataCommitmentWriter(out, List.copyOf(slots));
    writer.write(header(slots));
    return writer;
  }

  static byte[] header(List<Slot> slots) {
    int version = slots.stream().anyMatch(Slot::isPublic) ? PUBLIC_VERSION : VERSION;
    return SlotCodec.header(FileKind.COMMITMENT, version, slots);
  }

  /**
   * Writes the points of the next row.
   *
   * @param points one a slot, 32 bytes a point; of a public input {@link RowsHash#ofPublicRow}
   * @throws IllegalArgumentException if they are none of the slots
   */
  public void add(List<byte[]> points) throws IOException {
    if (points.size() != slots.size()) {
      throw new IllegalArgumentException(points.size() + " tensors of a row");
    }
    for (int i = 0; i < points.size(); i++) {
      hashes.get(i).add(points.get(i));
      write(points.get(i));
    }
  }

  /**
   * Writes what a file ends with.
   *
   * @throws IllegalStateException if there is no row, or there are too many
   */
  public DataCommitment finish() throws IOException {
    long rows = hashes.get(0).rows();
    if (rows < 1 || rows > DataCommitment.MAX_ROWS) {
      throw new IllegalStateException("a commitment to " + rows + " rows");
    }
    write(new FormatWriter().u64(rows).toByteArray());
    byte[] check = new byte[digest.getDigestSize()];
    digest.doFinal(check, 0);
    out.write(check);
    return new DataCommitment(slots, rows, hashes.stream().map(RowsHash::id).toList());
  }

  private void write(byte[] bytes) throws IOException {
    out.write(bytes);
    digest.update(bytes, 0, bytes.length);
  }
}
