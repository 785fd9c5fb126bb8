package dev.vouch.circuits.operator;

import dev.vouch.circuits.lowering.recipe.Windows;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The window of a transposed convolution: along each axis, tap k at input position i goes to output
 * position {@code i · stride + k · dilation − padBegin}, and is dropped outside the output.
 *
 * @param input lengths of the spatial axes
 * @param kernel number of taps along each axis
 * @param output lengths of the output's axes
 */
@SuppressWarnings("ArrayRecordComponent")
public record TransposedWindow(
    int[] input, int[] kernel, int[] strides, int[] dilations, int[] padBegin, int[] output) {
  /**
   * The window of a node with the attributes strides, dilations, pads, auto_pad, output_padding and
   * output_shape.
   *
   * @param input lengths of the spatial axes
   * @param kernel number of taps along each axis
   */
  public static TransposedWindow of(Node node, int[] input, int[] kernel) {
    int axes = input.length;
    long[] declared = node.integers("kernel_shape");
    if (declared != null && !Arrays.equals(Lengths.of(declared), kernel)) {
      throw new InvalidNodeException(
          "kernel_shape differs from the weights' " + Arrays.toString(kernel));
    }
    TransposedWindow window =
        new TransposedWindow(
            input,
            kernel,
            Window.positive(node, "strides", axes),
            Window.positive(node, "dilations", axes),
            new int[axes],
            new int[axes]);
    long[] added = given(node, "output_padding", axes);
    long[] pads = given(node, "pads", 2 * axes);
    long[] shape = node.integers("output_shape");
    for (int axis = 0; axis < axes; axis++) {
      long full =
          window.strides[axis] * (input[axis] - 1L)
              + (added == null ? 0 : Lengths.of(added[axis])[0])
              + (kernel[axis] - 1L) * window.dilations[axis]
              + 1;
      window.cut(axis, full, node.text("auto_pad", "NOTSET"), pads, shape);
    }
    return window;
  }

  private static long @Nullable [] given(Node node, String attribute, int entries) {
    long[] given = node.integers(attribute);
    if (given != null && given.length != entries) {
      throw new InvalidNodeException(
          attribute + " has " + given.length + " entries; needed are " + entries);
    }
    return given;
  }

  /** Cuts the full length of the output at both ends. */
  private void cut(
      int axis, long full, String autoPad, long @Nullable [] pads, long @Nullable [] shape) {
    boolean same = autoPad.startsWith("SAME");
    if (shape == null && !same) {
      long end = 0;
      if (pads != null && autoPad.equals("NOTSET")) {
        padBegin[axis] = Lengths.of(pads[axis])[0];
        end = pads[input.length + axis];
      }
      output[axis] = positive(full - padBegin[axis] - end);
      return;
    }
    // The last entries are the spatial ones, should batch and channels be given too.
    output[axis] =
        positive(
            shape == null
                ? Math.multiplyExact((long) input[axis], strides[axis])
                : shape[shape.length - input.length + axis]);
    long total = Math.max(0, full - output[axis]);
    padBegin[axis] = (int) (autoPad.equals("SAME_UPPER") ? total / 2 : total - total / 2);
  }

  private static int positive(long length) {
    if (length < 1) {
      throw new InvalidNodeException("an output axis of " + length + " cells");
    }
    return Lengths.of(length)[0];
  }

  /** The windows through which the plain convolution would read the output. */
  public Windows windows() {
    return new Windows(output, kernel, strides, dilations, padBegin);
  }

  /**
   * The output cell of one channel that each tap goes to from each input position: entry {@code tap
   * · positions + position}, −1 if it is dropped.
   */
  public int[] cells() {
    return new Window(output, kernel, strides, dilations, padBegin, padBegin, input).cells();
  }
}
