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

  /** The axes of a value that may be one of columns or channels: axis 1 and the last one. */
  public static int[] candidates(int[] shape) {
    if (shape.length == 0) {
      return new int[0];
    }
    return IntStream.of(Math.min(1, shape.length - 1), shape.length - 1)
        .distinct()
        .filter(axis -> shape[axis] > 0 && shape[axis] <= MOST_SLICES)
        .toArray();
  }
}
