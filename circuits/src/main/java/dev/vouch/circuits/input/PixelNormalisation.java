package dev.vouch.circuits.input;

/**
 * How a pixel's value k of 0 … 255 becomes a network's input: {@code (k / 255 − mean) / deviation},
 * with one mean and deviation for all channels or one a channel.
 */
@SuppressWarnings("ArrayRecordComponent")
public record PixelNormalisation(double[] mean, double[] deviation) {
  private static final double LARGEST = 255;

  public PixelNormalisation {
    for (double m : mean) {
      if (!Double.isFinite(m)) {
        throw new IllegalArgumentException("a mean must be a number, got " + m);
      }
    }
    for (double d : deviation) {
      if (!(d > 0 && Double.isFinite(d))) {
        throw new IllegalArgumentException("a deviation must be positive, got " + d);
      }
    }
    if (mean.length == 0 || deviation.length == 0) {
      throw new IllegalArgumentException("a mean and a deviation are needed");
    }
  }

  /** k / 255. */
  public static PixelNormalisation none() {
    return new PixelNormalisation(new double[] {0}, new double[] {1});
  }

  /** Whether there are values for so many channels. */
  boolean fits(int channels) {
    return (mean.length == 1 || mean.length == channels)
        && (deviation.length == 1 || deviation.length == channels);
  }

  double apply(int value, int channel) {
    double centred = value / LARGEST - mean[mean.length == 1 ? 0 : channel];
    return centred / deviation[deviation.length == 1 ? 0 : channel];
  }
}
