package dev.vouch.verifier.commitment;

import java.util.Arrays;
import java.util.Objects;

/**
 * The points that a proof has of a hidden input or output, row by row, or the hashes of a public
 * input's rows. Immutable.
 *
 * @param slot name, role and format
 * @param rows how many rows of data the proof takes at once
 * @param points of all of them, 32 bytes a point, or a hash; not to be written to
 */
@SuppressWarnings("ArrayRecordComponent")
public record CommittedRows(Slot slot, int rows, byte[] points) {
  public CommittedRows {
    if (points.length != (long) rows * slot.rowBytes()) {
      throw new IllegalArgumentException(points.length + " bytes of points of " + rows + " rows");
    }
  }

  /**
   * The points of a row, or its hash, a fresh array.
   *
   * @param entry which row of the proof, from 0
   */
  public byte[] points(int entry) {
    Objects.checkIndex(entry, rows);
    int size = slot.rowBytes();
    return Arrays.copyOfRange(points, entry * size, (entry + 1) * size);
  }

  /** The id of all rows of the proof. */
  public InputId id() {
    RowsHash hash = new RowsHash(slot);
    for (int entry = 0; entry < rows; entry++) {
      hash.add(points(entry));
    }
    return hash.id();
  }
}
