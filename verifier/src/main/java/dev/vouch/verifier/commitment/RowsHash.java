package dev.vouch.verifier.commitment;

import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.format.FormatWriter;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SHA3Digest;

/** Makes an {@link InputId} of rows as they come, in bounded memory. Not thread-safe. */
public final class RowsHash {
  private static final byte[] LABEL = label("vouch-1/rows");
  private static final byte[] PUBLIC_LABEL = label("vouch-1/public rows");
  private static final byte[] PUBLIC_ROW_LABEL = label("vouch-1/public row");

  private final SHA3Digest digest = new SHA3Digest(256);
  private final int rowBytes;
  private long rows;

  /** Of rows of an input or output, none yet. */
  public RowsHash(Slot slot) {
    this.rowBytes = slot.rowBytes();
    update(slot.isPublic() ? PUBLIC_LABEL : LABEL);
    update(SlotCodec.encode(slot.format()));
  }

  private static byte[] label(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * The hash of a row of a public input.
   *
   * @param values of whole rows, row-major
   * @param row which of them, from 0
   */
  public static byte[] ofPublicRow(RowFormat format, long[] values, int row) {
    int cells = format.cells();
    FormatWriter said = new FormatWriter().bytes(PUBLIC_ROW_LABEL);
    for (int cell = row * cells; cell < (row + 1) * cells; cell++) {
      said.signed(values[cell], format.valueBytes());
    }
    return Identifiers.sha3(said.toByteArray());
  }

  /**
   * Takes in the next row.
   *
   * @param points 32 bytes each; of a public input the row's hash
   * @throws IllegalArgumentException if they are not as many as the format says
   */
  public void add(byte[] points) {
    if (points.length != rowBytes) {
      throw new IllegalArgumentException(points.length + " bytes of a row");
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
