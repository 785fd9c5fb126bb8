package dev.vouch.circuits.input;

import dev.vouch.circuits.data.MalformedTensorException;
import java.util.Arrays;

/**
 * Where the pixels of an image stand in a tensor.
 *
 * @param channelsFirst whether the channel axis comes before height and width
 */
record PixelLayout(int width, int height, int channels, boolean channelsFirst) {
  /**
   * The layout of a tensor shape, axes of length 1 before it left out of account.
   *
   * @throws MalformedTensorException if an image of that size does not fit
   */
  static PixelLayout of(int[] shape, int width, int height) throws MalformedTensorException {
    int from = 0;
    while (from < shape.length && shape[from] == 1) {
      from++;
    }
    int[] axes = Arrays.copyOfRange(shape, from, shape.length);
    if (matches(axes, height, width) || (axes.length == 1 && axes[0] == (long) width * height)) {
      return new PixelLayout(width, height, 1, true);
    } else if (matches(axes, height, width, 1)) {
      return new PixelLayout(width, height, 1, false);
    } else if (matches(axes, 3, height, width)) {
      return new PixelLayout(width, height, 3, true);
    } else if (matches(axes, height, width, 3)) {
      return new PixelLayout(width, height, 3, false);
    }
    throw new MalformedTensorException(
        "an image of "
            + width
            + " × "
            + height
            + " pixels does not fit the input "
            + Arrays.toString(shape));
  }

  /** Whether the axes are these lengths, of which leading ones may be missing when they are 1. */
  private static boolean matches(int[] axes, int... lengths) {
    int skip = 0;
    while (skip < lengths.length && lengths[skip] == 1) {
      skip++;
    }
    return Arrays.equals(axes, Arrays.copyOfRange(lengths, skip, lengths.length));
  }

  /** Cell of a pixel's channel. */
  int cell(int x, int y, int channel) {
    return channelsFirst
        ? (channel * height + y) * width + x
        : (y * width + x) * channels + channel;
  }
}
