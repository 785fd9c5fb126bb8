package dev.vouch.verifier.circuit.layout;

import dev.vouch.verifier.circuit.PaddedSpace;

/**
 * A committed tensor as a matrix (protocol.md §2.2): columns are the low {@code columnBits} bits of
 * a cell's padded address, rows the rest; only rows with a real cell exist, in ascending order.
 *
 * @param tensor index of the tensor
 * @param space its padded space
 * @param columnBits c_T
 * @param rows how many rows exist
 * @param firstRow number of its first row among the rows of all committed tensors: MODEL first,
 *     then INPUT and OUTPUT, then WITNESS
 */
public record Matrix(int tensor, PaddedSpace space, int columnBits, int rows, int firstRow) {
  /** Sees the cells of a tensor, one run after the other. */
  public interface RunVisitor {
    /**
     * Cells {@code first} … {@code first + length − 1}, of which the addresses follow one another:
     * the i-th lies in row {@code row + (i >> lowBits)}, counted from 0, and in column {@code
     * column + (i & (2^lowBits − 1))}.
     */
    void run(int first, int length, int row, int column, int lowBits);
  }

  /** Shows all cells, row-major, in runs as long as the shape allows. */
  public void forEachRun(RunVisitor visitor) {
    forEachRun(space.merged(), visitor);
  }

  private void forEachRun(PaddedSpace space, RunVisitor visitor) {
    int last = space.rank() - 1;
    int length = last < 0 ? 1 : space.length(last);
    int cut = last < 0 ? 0 : space.cut(last, columnBits);
    int rowLength = last < 0 ? 1 : space.rowLength(last, columnBits);
    int cells = Math.toIntExact(space.cells());
    int[] index = new int[Math.max(0, last)];
    for (int first = 0; first < cells; first += length) {
      int row = 0;
      int column = 0;
      for (int axis = 0; axis < index.length; axis++) {
        int axisCut = space.cut(axis, columnBits);
        row = row * space.rowLength(axis, columnBits) + (index[axis] >> axisCut);
        column = (column << axisCut) | (index[axis] & ((1 << axisCut) - 1));
      }
      visitor.run(first, length, row * rowLength, column << cut, cut);
      for (int axis = index.length - 1; axis >= 0 && ++index[axis] == space.length(axis); axis--) {
        index[axis] = 0;
      }
    }
  }
}
