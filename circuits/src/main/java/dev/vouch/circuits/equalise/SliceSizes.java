package dev.vouch.circuits.equalise;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.circuits.quantise.SliceAxis;
import dev.vouch.circuits.quantise.SliceExtents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** How large slices are, as far as the calibration tells. */
final class SliceSizes {
  private static final int MAX_EXPONENT = 56;

  /**
   * A slice that was never 0 is made at most half the size that is wanted: what was seen of one
   * slice says less than what was seen of all.
   */
  private static final int GUARD = 1;

  /** As {@link #GUARD}, of slices that were 0 in some samples. */
  private static final int GUARD_OF_FREQUENT = 3;

  /** As {@link #GUARD}, of slices that were 0 in most samples, and in all but a few. */
  private static final int GUARD_OF_RARE = 8;

  /** So many samples of a slice say about how large it gets. */
  private static final int FEW = 8;

  /** No slice of a port has a scale exponent beyond this one (formats.md §1). */
  private static final int MAX_PORT_SCALE = 64;

  /** More bits than the widest of inputs and outputs has beyond its largest slice's magnitude. */
  private static final int PORT_BITS = 24;

  private final Calibration calibration;

  SliceSizes(Calibration calibration) {
    this.calibration = calibration;
  }

  /** Whether a value is a state that goes in again, or comes out to do so. */
  boolean isState(String value) {
    return calibration.states().containsKey(value) || calibration.states().containsValue(value);
  }

  SliceExtents of(SliceAxis axis) {
    return calibration.slices(axis);
  }

  /**
   * The exponent that brings a slice near the size that is wanted.
   *
   * @param ratio of the size that is wanted to that of the slice
   * @param seen in how many samples the slice was not 0
   */
  int exponent(double ratio, int seen) {
    int exponent = Math.getExponent(ratio);
    if (exponent > 0) {
      exponent = Math.max(0, exponent - guard(seen));
    }
    return limited(exponent);
  }

  /** The exponent, or the largest or least that factors have. */
  static int limited(int exponent) {
    return Math.max(-MAX_EXPONENT, Math.min(MAX_EXPONENT, exponent));
  }

  private int guard(int seen) {
    if (seen >= calibration.samples()) {
      return GUARD;
    }
    return seen < FEW && 2 * seen < calibration.samples() ? GUARD_OF_RARE : GUARD_OF_FREQUENT;
  }

  /** The factors that would bring the slices along an axis near the largest of them. */
  SliceExponents levelled(SliceAxis axis) {
    double[] sizes = of(axis).magnitudes();
    int[] seen = of(axis).active();
    double wanted = Arrays.stream(sizes).max().orElse(0);
    List<Integer> exponents = new ArrayList<>();
    for (int slice = 0; slice < sizes.length; slice++) {
      exponents.add(sizes[slice] > 0 ? exponent(wanted / sizes[slice], seen[slice]) : 0);
    }
    return new SliceExponents(axis.axis(), exponents);
  }

  /** How much finer than the largest slice's the scales of other slices of a port may be. */
  int mostOfPort(SliceAxis axis) {
    double largest = Arrays.stream(of(axis).magnitudes()).max().orElse(0);
    int scale = PORT_BITS - (largest > 0 ? Math.getExponent(largest) : 0);
    return Math.max(0, Math.min(MAX_EXPONENT, MAX_PORT_SCALE - scale));
  }

  /** By how many powers of two the largest slice along an axis is above the least. */
  int spread(SliceAxis axis) {
    return spread(Arrays.stream(of(axis).magnitudes()));
  }

  /** By how many powers of two the largest of some values is above the least. */
  int spread(List<String> values) {
    return spread(values.stream().mapToDouble(value -> calibration.magnitude(value).orElse(0)));
  }

  /**
   * As {@link #spread(SliceAxis)}, of those slices that are {@code parts} of the same one, at most.
   */
  int spreadWithin(SliceAxis axis, int[] parts) {
    double[] slices = of(axis).magnitudes();
    return IntStream.range(0, slices.length)
        .boxed()
        .collect(groupingBy(slice -> parts[slice], mapping(slice -> slices[slice], toList())))
        .values()
        .stream()
        .mapToInt(part -> spread(part.stream().mapToDouble(Double::doubleValue)))
        .max()
        .orElse(0);
  }

  private static int spread(DoubleStream sizes) {
    IntSummaryStatistics exponents =
        sizes.filter(size -> size > 0).mapToInt(Math::getExponent).summaryStatistics();
    return exponents.getCount() == 0 ? 0 : exponents.getMax() - exponents.getMin();
  }

  /**
   * By how many powers of two each slice along one axis is above the same slice along another;
   * without those that are 0 along one of them.
   */
  int[] above(SliceAxis axis, SliceAxis other) {
    double[] sizes = of(axis).magnitudes();
    double[] others = of(other).magnitudes();
    List<Integer> above = new ArrayList<>();
    for (int slice = 0; slice < Math.min(sizes.length, others.length); slice++) {
      if (sizes[slice] > 0 && others[slice] > 0) {
        above.add(Math.getExponent(sizes[slice]) - Math.getExponent(others[slice]));
      }
    }
    return above.stream().mapToInt(Integer::intValue).toArray();
  }
}
