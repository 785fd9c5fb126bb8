package dev.vouch.verifier.circuit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scale of every cell of a port, which are its tensor's cells in the same order: the value of
 * cell k is integer · 2^-exponents[⌊k / stride⌋ mod number of exponents] (formats.md §1).
 * Immutable.
 */
public final class CellScales {
  private final long stride;
  private final int[] exponents;

  private CellScales(long stride, int[] exponents) {
    this.stride = stride;
    this.exponents = exponents;
  }

  /**
   * The scales of a port.
   *
   * @param scaleExponent of the port's tensor
   * @param shape the port's ONNX shape
   * @param slices scales that fit the port; null: all cells have the tensor's
   */
  public static CellScales of(
      int scaleExponent, List<Integer> shape, @Nullable SliceScales slices) {
    if (slices == null) {
      return uniform(scaleExponent);
    }
    long stride = 1;
    for (int length : shape.subList(slices.axis() + 1, shape.size())) {
      stride = Math.multiplyExact(stride, (long) length);
    }
    return new CellScales(stride, slices.exponents().stream().mapToInt(e -> e).toArray());
  }

  /** One scale for all cells. */
  public static CellScales uniform(int scaleExponent) {
    return new CellScales(1, new int[] {scaleExponent});
  }

  /** Number of slices; 1 if all cells have one scale. */
  public int slices() {
    return exponents.length;
  }

  /** The slice of a cell, from 0. */
  public int slice(long cell) {
    return exponents.length == 1 ? 0 : (int) (cell / stride % exponents.length);
  }

  /** e of a cell: its value is integer · 2^-e. */
  public int exponent(long cell) {
    return exponents[slice(cell)];
  }

  /** e of the cells of a slice. */
  public int sliceExponent(int slice) {
    return exponents[slice];
  }

  /** How many cells that follow one another have one scale. */
  public long stride() {
    return stride;
  }
}
