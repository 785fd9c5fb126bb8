package dev.vouch.circuits.lowering.recipe.wide;

import dev.vouch.circuits.integer.CutEnds;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Comparisons;
import dev.vouch.circuits.lowering.recipe.Floor;
import dev.vouch.circuits.primitive.ErrorRule;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Lowering of the quantile of the normal distribution, by a formula f of x = 2s − 1 that is steep
 * near both ends but not as a function of the logarithm of the distance to them:
 *
 * <pre>
 * |x| ≤ 3/4    f(x)
 * beyond       sgn(x)·f(1 − e^u), u = ln(1 − |x|)
 * </pre>
 *
 * Both are read from tables of some hundred steps and interpolated between these. Scores are cut
 * off where 1 − |x| is below e^-16, or one step of theirs.
 */
public final class NormalQuantile {
  private static final double CENTRE = 0.75;

  /** Finest steps of x that are looked at in the centre. */
  private static final int CENTRE_SCALE = 18;

  /** Steps of a table within 1. */
  private static final int STEP_BITS = 8;

  /** Logarithms go down to −16, in steps of 2^-15. */
  private static final int REACH_BITS = 4;

  /** Digits of what tables hold. */
  private static final int RESULT_SCALE = 20;

  /** What {@link #lower} adds to the error of a score where f is smooth, at most. */
  private static final double OWN_ERROR = 0x1p-16;

  /** Relative error of the distance to an end, of which the logarithm is taken. */
  private static final double OF_LOGARITHM = 0x1p-14;

  private final LoweringContext context;
  private final String output;
  private final DoubleUnaryOperator f;
  private final String labels;

  private NormalQuantile(LoweringContext context, String output, DoubleUnaryOperator f, int rank) {
    this.context = context;
    this.output = output;
    this.f = f;
    this.labels = Labels.of(rank);
  }

  /**
   * f(2s − 1), wide.
   *
   * @param output value of the graph that the result stands for
   * @param f an odd function of numbers between −1 and 1
   */
  public static Wire lower(LoweringContext context, String output, Wire s, DoubleUnaryOperator f) {
    return new NormalQuantile(context, output, f, s.view().rank()).of(s);
  }

  private Wire of(Wire s) {
    int scale = Math.max(1, s.scaleExponent());
    long one = 1L << scale;
    Wire x =
        whole(
            context
                .einsum(output + ".x", labels)
                .add(2L << (scale - s.scaleExponent()), Operand.of(s, labels))
                .add(-1, Constants.number(output + ".one", one, scale))
                .build(scale));
    Wire negative = whole(Comparisons.negative(context, output + ".negative", x));
    Wire distance =
        context
            .einsum(output + ".distance", labels)
            .add(1, Constants.number(output + ".one", one, scale))
            .add(-1, Operand.of(x, labels))
            .add(2, Operand.of(x, labels), Operand.of(negative, labels))
            .build(scale);
    Wire inside =
        context.rescaling().requantise(distance, scale, new Interval(1, one), output + ".inside");
    context.rescaling().markCut(inside, new CutEnds(true, false));
    Wire tail = whole(tail(inside));
    Wire centre = whole(centre(x));

    Wire central = central(inside, scale);
    Wire sides =
        whole(
            context
                .einsum(output + ".sides", labels)
                .add(1, Constants.number(output + ".number", 1, 0))
                .add(-1, Operand.of(central, labels))
                .add(-2, Operand.of(negative, labels))
                .add(2, Operand.of(negative, labels), Operand.of(central, labels))
                .build(0, new Interval(-1, 1)));
    int common = Math.max(tail.scaleExponent(), centre.scaleExponent());
    Wire result =
        context
            .einsum(output, labels)
            .add(
                1L << (common - centre.scaleExponent()),
                Operand.of(centre, labels),
                Operand.of(central, labels))
            .add(
                1L << (common - tail.scaleExponent()),
                Operand.of(tail, labels),
                Operand.of(sides, labels))
            .build(common);
    context.errors().keepWide(result.tensor());
    context.errors().rule(result.tensor(), errors(s, result.scaleExponent()));
    return result;
  }

  /** [1 − |x| ≥ 1/4], 0 or 1. */
  private Wire central(Wire inside, int scale) {
    long least = (long) Math.ceil(Math.scalb(1 - CENTRE, scale));
    Wire beyond =
        context
            .einsum(output + ".beyond", labels)
            .add(1, Operand.of(inside, labels))
            .add(-1, Constants.number(output + ".least", least, scale))
            .build(scale);
    Wire outside = Comparisons.negative(context, output + ".outside", beyond);
    return whole(
        context
            .einsum(output + ".central", labels)
            .add(1, Constants.number(output + ".number", 1, 0))
            .add(-1, Operand.of(outside, labels))
            .build(0, Interval.unsigned(1)));
  }

  /** f(x), and f(±3/4) beyond. */
  private Wire centre(Wire x) {
    int scale = Math.min(CENTRE_SCALE, x.scaleExponent());
    long most = (long) Math.floor(Math.scalb(CENTRE, scale));
    Wire argument =
        context.rescaling().requantise(x, scale, new Interval(-most, most), output + ".middle");
    return interpolated(output + ".centre", argument, f);
  }

  /** f(1 − e^u) of the distance e^u. */
  private Wire tail(Wire inside) {
    Wire u = Logarithm.lower(context, output + ".log", inside, Math.scalb(1.0, REACH_BITS));
    int scale = u.scaleExponent();
    Interval bounds = new Interval(-(1L << (scale + REACH_BITS)), 0);
    Wire argument = context.rescaling().requantise(u, scale, bounds, output + ".logarithm");
    context.rescaling().markCut(argument, new CutEnds(true, false));
    return interpolated(
        output + ".tail", argument, value -> f.applyAsDouble(-StrictMath.expm1(value)));
  }

  /** T[k] + (u − k)·(T[k + 1] − T[k]) in units of a table's steps, k = ⌊u⌋. */
  private Wire interpolated(String name, Wire argument, DoubleUnaryOperator function) {
    int bits = Math.max(0, argument.scaleExponent() - STEP_BITS);
    int step = argument.scaleExponent() - bits;
    Wire place = whole(Floor.quotient(context, name + ".place", argument, bits));
    Interval places = context.program().tensor(place.tensor()).range();
    double[] values = new double[Math.toIntExact(places.hi() - places.lo() + 2)];
    Arrays.setAll(
        values,
        i ->
            Math.rint(
                Math.scalb(
                    function.applyAsDouble(Math.scalb((double) (places.lo() + i), -step)),
                    RESULT_SCALE)));
    double[] slopes = new double[values.length - 1];
    Arrays.setAll(slopes, i -> values[i + 1] - values[i]);
    Wire value = table(name + ".value", place, places.lo(), Arrays.copyOf(values, slopes.length));
    Wire slope = table(name + ".slope", place, places.lo(), slopes);
    Wire part =
        whole(
            context
                .einsum(name + ".part", labels)
                .add(1, Operand.of(argument, labels))
                .add(-(1L << bits), Operand.of(place, labels))
                .build(0, Interval.unsigned(Math.max(1, bits))));
    return context
        .einsum(name, labels)
        .add(1L << bits, Operand.of(value, labels))
        .add(1, Operand.of(slope, labels), Operand.of(part, labels))
        .build(RESULT_SCALE + bits);
  }

  private Wire table(String name, Wire x, long first, double... values) {
    long[] rows = Arrays.stream(values).mapToLong(value -> (long) value).toArray();
    int tensor = context.program().tabulation(name, x.tensor(), first, rows, RESULT_SCALE);
    return new Wire(tensor, x.view(), RESULT_SCALE);
  }

  private Wire whole(Wire wire) {
    return context.rescaling().whole(wire);
  }

  private ErrorRule errors(Wire s, int scale) {
    return errors -> {
      long[] values = errors.valuesOf(s.tensor());
      double[] given = errors.of(s.tensor());
      double[] bounds = new double[values.length];
      Arrays.setAll(bounds, i -> Math.scalb(bound(s, values[i], given[i]), scale));
      return bounds;
    };
  }

  private double bound(Wire s, long value, double error) {
    double least = Math.scalb(1.0, -Math.max(1, s.scaleExponent()));
    double distance =
        Math.min(1, 1 - Math.abs(2 * Math.scalb((double) value, -s.scaleExponent()) - 1));
    double off = 2 * Math.scalb(error, -s.scaleExponent()) + OF_LOGARITHM * distance;
    double nearest = Math.max(least, distance - off);
    double change = f.applyAsDouble(1 - nearest) - f.applyAsDouble(1 - Math.max(least, distance));
    return Math.abs(change) + OWN_ERROR;
  }
}
