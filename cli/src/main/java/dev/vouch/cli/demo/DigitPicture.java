package dev.vouch.cli.demo;

import dev.vouch.circuits.data.TensorData;

/**
 * A grey picture as text: two rows of pixels a line, since characters are about twice as high as
 * wide.
 */
final class DigitPicture {
  private static final String INK = " .:-=+*#%@";

  private DigitPicture() {}

  /**
   * The picture.
   *
   * @param pixels 0 to 1, row-major, {@code width} a row
   */
  static String text(TensorData pixels, int width) {
    double[] values = pixels.toDoubles();
    int height = values.length / width;
    StringBuilder text = new StringBuilder();
    for (int row = 0; row + 1 < height; row += 2) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < width; column++) {
        double grey = (values[row * width + column] + values[(row + 1) * width + column]) / 2;
        int shade = (int) Math.round(grey * (INK.length() - 1));
        line.append(INK.charAt(Math.max(0, Math.min(INK.length() - 1, shade))));
      }
      text.append("    ").append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
