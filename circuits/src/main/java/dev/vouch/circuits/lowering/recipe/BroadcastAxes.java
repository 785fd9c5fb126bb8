package dev.vouch.circuits.lowering.recipe;

import java.util.Arrays;

/**
 * The axes of a constant that broadcasts to labelled axes, without those of length 1.
 *
 * @param lengths of the axes that are kept
 * @param labels of the axes that are kept
 */
@SuppressWarnings("ArrayRecordComponent")
public record BroadcastAxes(int[] lengths, String labels) {
  /** The last of {@code labels} belong to the last axes of {@code shape}. */
  public static BroadcastAxes of(int[] shape, String labels) {
    StringBuilder kept = new StringBuilder();
    int[] lengths = new int[shape.length];
    int count = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      if (shape[axis] != 1) {
        kept.append(labels.charAt(labels.length() - shape.length + axis));
        lengths[count++] = shape[axis];
      }
    }
    return new BroadcastAxes(Arrays.copyOf(lengths, count), kept.toString());
  }
}
