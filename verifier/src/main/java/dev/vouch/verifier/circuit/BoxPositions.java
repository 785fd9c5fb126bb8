package dev.vouch.verifier.circuit;

import java.util.List;

/** Walks through all positions of a box, the last axis fastest. Not thread-safe. */
public final class BoxPositions {
  private final int[] lengths;
  private final int[] position;

  /** Starts at the first position. */
  public BoxPositions(List<Integer> box) {
    this.lengths = box.stream().mapToInt(Integer::intValue).toArray();
    this.position = new int[lengths.length];
  }

  /** Goes to the next position; false, and back at the first, after the last. */
  public boolean next() {
    for (int axis = lengths.length - 1; axis >= 0; axis--) {
      if (++position[axis] < lengths[axis]) {
        return true;
      }
      position[axis] = 0;
    }
    return false;
  }

  /** The value of an index entry here. */
  public long at(IndexEntry entry) {
    long index = entry.offset();
    for (int i = 0; i < entry.parts().size(); i++) {
      IndexEntry.Part part = entry.parts().get(i);
      index += part.coefficient() * position[part.boxAxis()];
    }
    return index;
  }

  /** The row-major cell that an index map names here, or −1 outside the shape. */
  public long cell(List<IndexEntry> map, PaddedSpace space) {
    long cell = 0;
    for (int axis = 0; axis < map.size(); axis++) {
      long index = at(map.get(axis));
      if (index < 0 || index >= space.length(axis)) {
        return -1;
      }
      cell = cell * space.length(axis) + index;
    }
    return cell;
  }
}
