package dev.vouch.circuits.report;

import dev.vouch.circuits.program.CoarseOutput;
import dev.vouch.circuits.quantise.SliceAxis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/** Compares the slices of a tensor along one axis. Not thread-safe. */
final class ChannelMeter {
  /** Of shares that float arithmetic has added. */
  private static final double SUM_ERROR = 0x1p-10;

  private final int axis;
  private final int fewBits;
  private final int inner;
  private final double[] largest;
  private final double[] squaredErrors;
  private final double[] expectedSquares;
  private final double[] expectedLeast;
  private final double[] expectedMost;
  private final double[] actualLeast;
  private final double[] actualMost;
  private final double[] steps;
  private long cells;
  private double magnitude;

  /** Whether cells along the axis are shares of 1, as those of a Softmax. */
  private boolean shares = true;

  private ChannelMeter(int[] shape, int axis, int fewBits) {
    this.axis = axis;
    this.fewBits = fewBits;
    this.inner = Arrays.stream(shape).skip(axis + 1L).reduce(1, Math::multiplyExact);
    int length = shape[axis];
    largest = new double[length];
    squaredErrors = new double[length];
    expectedSquares = new double[length];
    expectedLeast = filled(length, Double.POSITIVE_INFINITY);
    expectedMost = filled(length, Double.NEGATIVE_INFINITY);
    actualLeast = filled(length, Double.POSITIVE_INFINITY);
    actualMost = filled(length, Double.NEGATIVE_INFINITY);
    steps = new double[length];
  }

  private static double[] filled(int length, double value) {
    double[] array = new double[length];
    Arrays.fill(array, value);
    return array;
  }

  /**
   * Meters along those of these axes that have more than one slice, and not too many.
   *
   * @param bits width of activations
   */
  static List<ChannelMeter> along(int[] shape, int bits, int... axes) {
    return Arrays.stream(axes)
        .distinct()
        .filter(axis -> axis >= 0 && axis < shape.length)
        .filter(axis -> shape[axis] > 1 && shape[axis] <= SliceAxis.MOST_SLICES)
        .mapToObj(axis -> new ChannelMeter(shape, axis, AccuracyReport.fewBits(bits)))
        .toList();
  }

  /** A meter of all cells of a tensor together. */
  static ChannelMeter whole(int cells, int bits) {
    return new ChannelMeter(new int[] {1, cells}, 0, AccuracyReport.fewBits(bits));
  }

  /**
   * Adds the cells of a sample.
   *
   * @param step of the integers of a cell
   */
  void add(double[] expected, double[] actual, IntToDoubleFunction step) {
    for (int i = 0; i < expected.length; i++) {
      int c = i / inner % largest.length;
      double y = expected[i];
      double error = Math.abs(y - actual[i]);
      largest[c] = Math.max(largest[c], error);
      squaredErrors[c] += error * error;
      expectedSquares[c] += y * y;
      expectedLeast[c] = Math.min(expectedLeast[c], y);
      expectedMost[c] = Math.max(expectedMost[c], y);
      actualLeast[c] = Math.min(actualLeast[c], actual[i]);
      actualMost[c] = Math.max(actualMost[c], actual[i]);
      steps[c] = step.applyAsDouble(i);
      magnitude = Math.max(magnitude, Math.abs(y));
    }
    cells += expected.length / largest.length;
    shares = shares && areShares(expected);
  }

  private boolean areShares(double[] expected) {
    for (int first = 0; first < expected.length; first += inner * largest.length) {
      for (int i = first; i < first + inner; i++) {
        double sum = 0;
        double least = 0;
        for (int c = 0; c < largest.length; c++) {
          sum += expected[i + c * inner];
          least = Math.min(least, expected[i + c * inner]);
        }
        if (least < 0 || Math.abs(sum - 1) > SUM_ERROR) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * The slices that are known to a few steps only; none if they are shares of 1 and the row as a
   * whole is not: one that is always small is a small share.
   *
   * @param along the axis as it is named; another than the meter's where all cells are one slice
   */
  Optional<CoarseOutput> coarse(String output, int along, int rank) {
    double span =
        Arrays.stream(expectedMost).max().orElse(0) - Arrays.stream(expectedLeast).min().orElse(0);
    List<CoarseOutput.Slice> coarse =
        metrics().stream()
            .filter(slice -> slice.coarse(span))
            .map(
                slice ->
                    new CoarseOutput.Slice(
                        slice.index(),
                        slice.variation(),
                        slice.error(),
                        slice.step(),
                        slice.actualLeast() == slice.actualMost()))
            .toList();
    return coarse.isEmpty() || (shares && coarse.size() < largest.length)
        ? Optional.empty()
        : Optional.of(new CoarseOutput(output, along, rank, largest.length, coarse));
  }

  int axis() {
    return axis;
  }

  /** What was measured by now, one a slice. */
  List<ChannelMetrics> metrics() {
    List<ChannelMetrics> metrics = new ArrayList<>();
    for (int c = 0; cells > 0 && c < largest.length; c++) {
      metrics.add(
          new ChannelMetrics(
              axis,
              c,
              cells,
              largest[c],
              squaredErrors[c],
              expectedSquares[c],
              expectedLeast[c],
              expectedMost[c],
              actualLeast[c],
              actualMost[c],
              steps[c],
              fewBits,
              magnitude));
    }
    return metrics;
  }
}
