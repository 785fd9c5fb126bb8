package dev.vouch.verifier.commitment;

import java.util.List;

/**
 * A row with its commitments.
 *
 * @param opened values and blinders: secret
 * @param points one a slot, 32 bytes a point: public
 */
public record CommittedRow(OpenedRow opened, List<byte[]> points) {
  public CommittedRow {
    points = List.copyOf(points);
  }

  /** Never values. */
  @Override
  public String toString() {
    return "CommittedRow[" + opened.row() + "]";
  }
}
