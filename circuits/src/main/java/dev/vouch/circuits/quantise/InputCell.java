package dev.vouch.circuits.quantise;

import java.util.List;

/**
 * A cell of a network input that the model cannot take as it is: NaN, infinite, or outside the
 * range to which inputs are clamped.
 *
 * @param input name
 * @param index one number an axis
 * @param value as given; secret unless it is no number
 * @param lo least value that is not clamped
 * @param hi greatest value that is not clamped
 */
public record InputCell(
    String input, List<Integer> shape, List<Integer> index, double value, double lo, double hi) {
  public InputCell {
    shape = List.copyOf(shape);
    index = List.copyOf(index);
  }

  /** What is taken without being clamped. */
  public String allowed() {
    return lo + " to " + hi;
  }

  /** Never values. */
  @Override
  public String toString() {
    return "InputCell[" + input + "]";
  }
}
