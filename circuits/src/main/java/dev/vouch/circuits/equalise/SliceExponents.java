package dev.vouch.circuits.equalise;

import dev.vouch.circuits.data.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Factors of the slices of a value: slice i along the axis is scaled by 2^exponents[i]. Immutable.
 */
public record SliceExponents(int axis, List<Integer> exponents) {
  public SliceExponents {
    exponents = List.copyOf(exponents);
  }

  /** The largest of them. */
  public int most() {
    return exponents.stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** The least of them. */
  public int least() {
    return exponents.stream().mapToInt(Integer::intValue).min().orElse(0);
  }

  /** By how much the largest is above the least. */
  int spread() {
    return most() - least();
  }

  /** Whether some slice is scaled. */
  public boolean scales() {
    return exponents.stream().anyMatch(exponent -> exponent != 0);
  }

  /** All of them plus {@code more}. */
  public SliceExponents plus(int more) {
    return new SliceExponents(axis, exponents.stream().map(exponent -> exponent + more).toList());
  }

  /** Each of them, or {@code most} where it is greater. */
  SliceExponents atMost(int most) {
    return new SliceExponents(
        axis, exponents.stream().map(exponent -> Math.min(exponent, most)).toList());
  }

  /** All of them times a factor. */
  public SliceExponents times(int factor) {
    return new SliceExponents(axis, exponents.stream().map(exponent -> exponent * factor).toList());
  }

  /** The same of a value whose axis it is has another number. */
  SliceExponents along(int other) {
    return new SliceExponents(other, exponents);
  }

  /** The sums; a single exponent stands for all slices. */
  SliceExponents plus(SliceExponents more) {
    int slices = Math.max(exponents.size(), more.exponents.size());
    List<Integer> sums = new ArrayList<>();
    for (int i = 0; i < slices; i++) {
      sums.add(at(i) + more.at(i));
    }
    return new SliceExponents(axis, sums);
  }

  private int at(int slice) {
    return exponents.get(exponents.size() == 1 ? 0 : slice);
  }

  /** The exponent of a cell of a value of this shape, row-major. */
  public int of(int cell, int[] shape) {
    int inner = Shape.size(shape, axis + 1, shape.length);
    return exponents.get(cell / inner % shape[axis]);
  }

  /** Divides the cells of a value by their factors, in place. */
  public void undo(double[] cells, int[] shape) {
    int inner = Shape.size(shape, axis + 1, shape.length);
    Arrays.setAll(
        cells, cell -> Math.scalb(cells[cell], -exponents.get(cell / inner % shape[axis])));
  }
}
