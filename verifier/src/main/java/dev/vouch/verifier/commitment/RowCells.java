package dev.vouch.verifier.commitment;

import dev.vouch.verifier.circuit.PaddedSpace;

/** Where the cells of a row lie: which point, which column (protocol.md §2.2). Immutable. */
final class RowCells {
  private final int points;
  private final int columns;

  /** By cell: point · columns + column. */
  private final int[] places;

  RowCells(RowFormat format) {
    this.points = format.points();
    this.columns = 1 << format.columnBits();
    this.places = new int[format.cells()];
    PaddedSpace space = format.space();
    int[] index = new int[space.rank()];
    for (int cell = 0; cell < places.length; cell++) {
      long address = 0;
      int point = 0;
      for (int axis = 0; axis < index.length; axis++) {
        address = address << space.axisBits(axis) | index[axis];
        point =
            point * space.rowLength(axis, format.columnBits())
                + (index[axis] >> space.cut(axis, format.columnBits()));
      }
      places[cell] = point * columns + (int) (address & (columns - 1));
      advance(index, space);
    }
  }

  private static void advance(int[] index, PaddedSpace space) {
    for (int axis = index.length - 1; axis >= 0; axis--) {
      if (++index[axis] < space.length(axis)) {
        return;
      }
      index[axis] = 0;
    }
  }

  /** How many columns a point has. */
  int columns() {
    return columns;
  }

  /** The cells' values, a vector a point; 0 where there is no cell. */
  long[][] vectors(long[] values) {
    long[][] vectors = new long[points][columns];
    for (int cell = 0; cell < places.length; cell++) {
      vectors[places[cell] / columns][places[cell] & (columns - 1)] = values[cell];
    }
    return vectors;
  }
}
