package dev.vouch.circuits.operator;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.lowering.recipe.Windows;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A window that slides over the spatial axes of a convolution or pooling: along each axis, tap k at
 * output position o reads input position {@code o · stride + k · dilation − padBegin}, which is
 * padding outside the input.
 *
 * @param input lengths of the spatial axes
 * @param kernel number of taps along each axis
 * @param padBegin padding before each axis
 * @param padEnd padding after each axis
 * @param output number of positions along each axis
 */
@SuppressWarnings("ArrayRecordComponent")
public record Window(
    int[] input,
    int[] kernel,
    int[] strides,
    int[] dilations,
    int[] padBegin,
    int[] padEnd,
    int[] output) {
  /** What {@link #cells} may have: a kernel of 3 × 3 over seven million positions. */
  private static final long MOST_CELLS = 1L << 26;

  /**
   * The window of a node with the attributes strides, dilations, pads, auto_pad and ceil_mode.
   *
   * @param input lengths of the spatial axes
   * @param kernel number of taps along each axis
   */
  public static Window of(Node node, int[] input, int[] kernel) {
    int axes = input.length;
    if (kernel.length != axes || axes == 0) {
      throw new InvalidNodeException(
          "a kernel of " + kernel.length + " axes over " + axes + " spatial axes");
    }
    int[] strides = positive(node, "strides", axes);
    int[] dilations = positive(node, "dilations", axes);
    Window window =
        new Window(input, kernel, strides, dilations, new int[axes], new int[axes], new int[axes]);
    String autoPad = node.text("auto_pad", "NOTSET");
    boolean ceil = node.flag("ceil_mode", false);
    for (int axis = 0; axis < axes; axis++) {
      window.pad(axis, autoPad, node.integers("pads"));
      window.output[axis] = window.positions(axis, ceil && !autoPad.startsWith("SAME"));
    }
    if ((long) window.taps() * window.positions() > MOST_CELLS) {
      throw new UnsupportedNodeException(
          "a window of "
              + window.taps()
              + " taps at "
              + window.positions()
              + " positions reads more than "
              + MOST_CELLS
              + " cells");
    }
    return window;
  }

  /** The kernel lengths of a pooling node. */
  public static int[] kernelShape(Node node) {
    long[] kernel = node.integers("kernel_shape");
    if (kernel == null) {
      throw new InvalidNodeException("attribute 'kernel_shape' is missing");
    }
    return requirePositive(Lengths.of(kernel), "kernel_shape");
  }

  /** Positive entries of an attribute, one an axis; ones if it is not given. */
  static int[] positive(Node node, String attribute, int axes) {
    long[] given = node.integers(attribute);
    if (given == null) {
      int[] ones = new int[axes];
      Arrays.fill(ones, 1);
      return ones;
    }
    if (given.length != axes) {
      throw new InvalidNodeException(
          attribute + " has " + given.length + " entries for " + axes + " axes");
    }
    return requirePositive(Lengths.of(given), attribute);
  }

  private static int[] requirePositive(int[] lengths, String attribute) {
    for (int length : lengths) {
      if (length < 1) {
        throw new InvalidNodeException(
            attribute + " must be positive, got " + Arrays.toString(lengths));
      }
    }
    return lengths;
  }

  private void pad(int axis, String autoPad, long @Nullable [] pads) {
    switch (autoPad) {
      case "NOTSET" -> {
        if (pads != null) {
          if (pads.length != 2 * input.length) {
            throw new InvalidNodeException(
                "pads has " + pads.length + " entries for " + input.length + " axes");
          }
          padBegin[axis] = Lengths.of(pads[axis])[0];
          padEnd[axis] = Lengths.of(pads[input.length + axis])[0];
        }
      }
      case "VALID" -> {}
      case "SAME_UPPER", "SAME_LOWER" -> {
        long positions = (input[axis] + (long) strides[axis] - 1) / strides[axis];
        long total = Math.max(0, (positions - 1) * strides[axis] + extent(axis) - input[axis]);
        long begin = autoPad.equals("SAME_UPPER") ? total / 2 : total - total / 2;
        padBegin[axis] = Lengths.of(begin)[0];
        padEnd[axis] = Lengths.of(total - begin)[0];
      }
      default -> throw new InvalidNodeException("auto_pad '" + autoPad + "'");
    }
  }

  /** How many input positions the taps span. */
  private long extent(int axis) {
    return (kernel[axis] - 1L) * dilations[axis] + 1;
  }

  private int positions(int axis, boolean ceil) {
    long padded = (long) input[axis] + padBegin[axis] + padEnd[axis];
    long span = padded - extent(axis);
    if (span < 0) {
      throw new InvalidNodeException(
          "a kernel over " + extent(axis) + " cells does not fit " + padded + " padded ones");
    }
    long positions = (ceil ? span + strides[axis] - 1 : span) / strides[axis] + 1;
    // With ceil_mode the last window must start inside the input or the padding before it.
    if (ceil && (positions - 1) * strides[axis] >= (long) input[axis] + padBegin[axis]) {
      positions--;
    }
    return Lengths.of(positions)[0];
  }

  /** The same window as context takes it. */
  public Windows windows() {
    return new Windows(output, kernel, strides, dilations, padBegin);
  }

  /** Whether some position reads nothing but padding. */
  public boolean isEmptySomewhere() {
    return IntStream.range(0, input.length)
        .anyMatch(
            axis ->
                IntStream.range(0, output[axis])
                    .anyMatch(
                        at ->
                            IntStream.range(0, kernel[axis])
                                .mapToLong(tap -> position(axis, at, tap))
                                .noneMatch(cell -> cell >= 0 && cell < input[axis])));
  }

  /** Number of taps. */
  public int taps() {
    return Shape.size(kernel);
  }

  /** Number of output positions. */
  public int positions() {
    return Shape.size(output);
  }

  /** Input position of a tap along one axis; outside 0 … input − 1 it is padding. */
  public long position(int axis, int outputPosition, int tap) {
    return (long) outputPosition * strides[axis] + (long) tap * dilations[axis] - padBegin[axis];
  }

  /**
   * The input cell of one channel that each tap reads at each output position: entry {@code tap ·
   * positions() + position}, −1 for padding.
   */
  public int[] cells() {
    int[] cells = {0};
    int taps = 1;
    int positions = 1;
    for (int axis = 0; axis < input.length; axis++) {
      int[] previous = cells;
      cells = new int[Shape.size(taps, kernel[axis], positions, output[axis])];
      int next = 0;
      for (int tap = 0; tap < taps * kernel[axis]; tap++) {
        for (int position = 0; position < positions * output[axis]; position++) {
          int outer = previous[tap / kernel[axis] * positions + position / output[axis]];
          long inner = position(axis, position % output[axis], tap % kernel[axis]);
          boolean padding = outer < 0 || inner < 0 || inner >= input[axis];
          cells[next++] = padding ? -1 : outer * input[axis] + (int) inner;
        }
      }
      taps *= kernel[axis];
      positions *= output[axis];
    }
    return cells;
  }
}
