package dev.vouch.cli.option;

import dev.vouch.circuits.input.PixelNormalisation;
import dev.vouch.cli.failure.CommandException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How pixels of PNG images become numbers. */
final class PixelFlags {
  @Option(
      names = "--png-mean",
      paramLabel = "M",
      split = ",",
      description =
          "Mean of a PNG's pixels, for (k/255 - mean)/std: one number, or one a channel."
              + " Default: 0.")
  private double @Nullable [] mean;

  @Option(
      names = "--png-std",
      paramLabel = "S",
      split = ",",
      description =
          "Standard deviation of a PNG's pixels: one number, or one a channel. Default: 1.")
  private double @Nullable [] deviation;

  PixelNormalisation normalisation() throws CommandException {
    try {
      return new PixelNormalisation(
          values("--png-mean", mean, 0), values("--png-std", deviation, 1));
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(
          e.getMessage() + "; --png-mean, --png-std; a deviation must be positive");
    }
  }

  private static double[] values(String option, double @Nullable [] given, double standard)
      throws CommandException {
    double[] values = given == null ? new double[] {standard} : given;
    if (values.length != 1 && values.length != 3) {
      throw CommandException.usage(
          values.length
              + " values for the pixels of an image; "
              + option
              + "; give one, or three for red, green, blue");
    }
    return values;
  }
}
