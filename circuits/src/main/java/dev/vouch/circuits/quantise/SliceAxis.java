package dev.vouch.circuits.quantise;

import java.util.stream.IntStream;

/**
 * An axis of a value of the graph, whose slices may be of unlike size.
 *
 * @param value name
 * @param axis counted from 0
 */
public record SliceAxis(String value, int axis) {
  /** Beyond so many slices an axis is none of columns or channels. */
  public static final int MOST_SLICES = 4096;

  /**
   * The axes of a value that may be one of columns, channels or heads: all but that of samples, and
   * axis 0 of length 1, whose only slice is the whole value, since that may be a column cut out.
   */
  public static int[] candidates(int[] shape) {
    if (shape.length == 0) {
      return new int[0];
    }
    return IntStream.range(0, shape.length)
        .filter(axis -> axis > 0 || shape.length == 1 || shape[0] == 1)
        .filter(axis -> shape[axis] > 0 && shape[axis] <= MOST_SLICES)
        .toArray();
  }
}
