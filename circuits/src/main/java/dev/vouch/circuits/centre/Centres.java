package dev.vouch.circuits.centre;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.measure.Choice;
import dev.vouch.circuits.measure.Measurements;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.circuits.quantise.SliceAxis;
import dev.vouch.circuits.quantise.SliceExtents;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The middles of a value's slices along an axis; 0 for slices whose offset is not large.
 *
 * @param rest how far from its middle each slice goes
 * @param exponents of powers of two that integers are multiplied by to be alike, one a slice
 */
@SuppressWarnings("ArrayRecordComponent")
record Centres(int axis, double[] middles, double[] rest, int[] exponents) {
  /** Fewer samples do not show how much a value varies. */
  private static final int LEAST_SAMPLES = 8;

  /** More slices are pixels or moments of one quantity, whatever was seen of each. */
  private static final int MOST_SLICES = 128;

  /** An offset of less than 2^3 times the variation costs too little. */
  private static final double LARGE = 0x1p3;

  /** So many times the variation an offset is at most: an input has 16 + 24 bits. */
  private static final double MOST = 0x1p24;

  /** What was seen of one slice says less than what was seen of all. */
  private static final int GUARD = 1;

  /** Factors of less than 2^2 do not pay. */
  private static final int UNLIKE = 2;

  /** Along the axis that leaves least; none if the value's slices are not known. */
  static Optional<Centres> of(String value, ValueInfo info, Calibration calibration) {
    if (!info.type().isFloating()
        || calibration.synthetic()
        || calibration.samples() < LEAST_SAMPLES) {
      return Optional.empty();
    }
    Centres best = null;
    for (int axis : SliceAxis.candidates(info.shape())) {
      SliceExtents extents = calibration.slices(new SliceAxis(value, axis));
      if (extents.count() > 0 && extents.count() <= MOST_SLICES) {
        Centres centres = of(axis, extents);
        if (best == null || centres.meanRest() < best.meanRest()) {
          best = centres;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private static Centres of(int axis, SliceExtents extents) {
    double[] middles = new double[extents.count()];
    double[] rest = extents.magnitudes();
    for (int slice = 0; slice < middles.length; slice++) {
      double least = extents.least()[slice];
      double most = extents.most()[slice];
      double variation = (most - least) / 2;
      double middle = least + variation;
      if (variation > 0 && Math.abs(middle) >= LARGE * variation) {
        double step = Math.scalb(1.0, Math.getExponent(Math.max(variation, rest[slice] / MOST)));
        middles[slice] = Math.rint(middle / step) * step;
        rest[slice] = Math.max(most - middles[slice], middles[slice] - least);
      }
    }
    return new Centres(axis, middles, rest, new int[middles.length]);
  }

  /** Whether some slice has a large offset. */
  boolean areLarge() {
    return Arrays.stream(middles).anyMatch(middle -> middle != 0);
  }

  /** Whether integers gain by being centred, or made alike. */
  boolean paysForIntegers() {
    return areLarge()
        || exponents.length <= 1
        || Arrays.stream(exponents).anyMatch(exponent -> exponent > 0);
  }

  /**
   * What data tells, or what is recorded of it: the axis, whether some offset is large, and the
   * exponents. The middles themselves are weights, and are made up then.
   *
   * @param seen by calibration, if it pays
   */
  static Optional<Centres> chosen(
      String value, ValueInfo info, Measurements measurements, Optional<Centres> seen) {
    int[] choice =
        measurements.choice(
            Choice.CENTRE, value, () -> seen.map(Centres::choice).orElse(new int[0]));
    return choice.length == 0 || measurements.seesModel()
        ? seen
        : Optional.of(madeUp(info, choice));
  }

  private int[] choice() {
    return IntStream.concat(IntStream.of(axis, areLarge() ? 1 : 0), Arrays.stream(exponents))
        .toArray();
  }

  private static Centres madeUp(ValueInfo info, int... choice) {
    int slices = info.shape()[choice[0]];
    double[] middles = new double[slices];
    double[] rest = new double[slices];
    Arrays.setAll(middles, slice -> choice[1] * (slice + 1.0));
    Arrays.fill(rest, 1);
    return new Centres(choice[0], middles, rest, Arrays.copyOfRange(choice, 2, choice.length));
  }

  /** The same with middles that are integers. */
  Centres whole() {
    double[] integers = middles.clone();
    double[] more = rest.clone();
    for (int slice = 0; slice < integers.length; slice++) {
      integers[slice] = Math.rint(middles[slice]);
      more[slice] += Math.abs(integers[slice] - middles[slice]);
    }
    return new Centres(axis, integers, more, exponents);
  }

  /**
   * The same with exponents of powers of two that make what is left of the slices about as large as
   * that of the largest; all 0 if they are nearly so.
   *
   * @param most no exponent is larger
   */
  Centres alike(int most) {
    double largest = Arrays.stream(rest).max().orElse(0);
    int[] alike = new int[rest.length];
    for (int slice = 0; slice < rest.length; slice++) {
      if (rest[slice] > 0) {
        int exponent = Math.getExponent(largest / rest[slice]) - GUARD;
        alike[slice] = Math.max(0, Math.min(most, exponent));
      }
    }
    boolean unlike = Arrays.stream(alike).anyMatch(exponent -> exponent >= UNLIKE);
    return new Centres(axis, middles, rest, unlike ? alike : new int[rest.length]);
  }

  /** Mean logarithm of what is left, by which axes compare. */
  private double meanRest() {
    return Arrays.stream(rest).filter(left -> left > 0).map(Math::log).average().orElse(0);
  }

  /** The shape of one number a slice, which broadcasts to the value's. */
  int[] shape(ValueInfo info) {
    int[] shape = new int[info.rank()];
    Arrays.fill(shape, 1);
    shape[axis] = middles.length;
    return shape;
  }

  /** The middles, of a shape that broadcasts to the value's. */
  TensorData constant(ValueInfo info) {
    return TensorData.ofDoubles(info.type(), shape(info), middles);
  }

  /** What is left of each cell of the value, row-major. */
  double[] cells(int[] shape) {
    int inner = Shape.size(shape, axis + 1, shape.length);
    double[] cells = new double[Shape.size(shape)];
    Arrays.setAll(cells, cell -> rest[cell / inner % rest.length]);
    return cells;
  }
}
