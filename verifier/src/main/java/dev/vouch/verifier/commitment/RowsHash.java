package dev.vouch.verifier.commitment;

import dev.vouch.verifier.format.FormatWriter;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SHA3Digest;

/** Makes an {@link InputId} of rows as they come, in bounded memory. Not thread-safe. */
public final class RowsHash {
  private static final byte[] LABEL = "vouch-1/rows".getBytes(StandardCharsets.US_ASCII);

  private final SHA3Digest digest = new SHA3Digest(256);
  private final int rowBytes;
  private long rows;

  /** Of rows of a format, none yet. */
  public RowsHash(RowFormat format) {
    this.rowBytes = format.pointBytes();
    update(LABEL);
    update(SlotCodec.encode(format));
  }

  /**
   * Takes in the next row.
   *
   * @param points 32 bytes each
   * @throws IllegalArgumentException if they are not as many as the format says
   */
  public void add(byte[] points) {
    if (points.length != rowBytes) {
      throw new IllegalArgumentException(points.length + " bytes of points of a row");
    }
    update(points);
    rows++;
  }

  /** How many rows there are so far. */
  public long rows() {
    return rows;
  }

  /** The id of the rows so far; more may follow. */
  public InputId id() {
    SHA3Digest end = new SHA3Digest(digest);
    byte[] count = new FormatWriter().u64(rows).toByteArray();
    end.update(count, 0, count.length);
    byte[] out = new byte[CommitmentId.BYTES];
    end.doFinal(out, 0);
    return InputId.of(out);
  }

  private void update(byte[] bytes) {
    digest.update(bytes, 0, bytes.length);
  }
}
