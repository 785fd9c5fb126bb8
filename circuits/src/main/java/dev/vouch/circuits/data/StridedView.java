package dev.vouch.circuits.data;

/**
 * Which cell of a source each cell of a result reads when the source cell is an affine function of
 * the result's coordinates: {@code offset + Σ coordinate[axis] · strides[axis]}. Transpose permutes
 * strides, Slice scales them, broadcasting sets them to 0.
 */
public final class StridedView {
  private StridedView() {}

  /** Source cells of all result cells, row-major. */
  public static int[] cells(int[] shape, int[] strides, int offset) {
    int[] cells = new int[Shape.size(shape)];
    if (cells.length == 0) {
      return cells;
    }
    int rank = shape.length;
    if (rank == 0) {
      cells[0] = offset;
      return cells;
    }
    int[] coordinate = new int[rank];
    int inner = shape[rank - 1];
    int innerStride = strides[rank - 1];
    int start = offset;
    for (int row = 0; row < cells.length; row += inner) {
      for (int i = 0; i < inner; i++) {
        cells[row + i] = start + i * innerStride;
      }
      for (int axis = rank - 2; axis >= 0; axis--) {
        start += strides[axis];
        if (++coordinate[axis] < shape[axis]) {
          break;
        }
        start -= strides[axis] * shape[axis];
        coordinate[axis] = 0;
      }
    }
    return cells;
  }

  /**
   * Source cells when {@code source} is broadcast to {@code target}, to which it must broadcast.
   */
  public static int[] broadcast(int[] source, int[] target) {
    int[] sourceStrides = Shape.strides(source);
    int[] strides = new int[target.length];
    int added = target.length - source.length;
    for (int axis = 0; axis < source.length; axis++) {
      strides[added + axis] = source[axis] == 1 ? 0 : sourceStrides[axis];
    }
    return cells(target, strides, 0);
  }
}
