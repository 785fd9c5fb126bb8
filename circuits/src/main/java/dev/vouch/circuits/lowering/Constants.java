package dev.vouch.circuits.lowering;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.measure.Choice;
import dev.vouch.circuits.measure.Measurements;
import dev.vouch.circuits.measure.Quantity;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.circuits.quantise.Scales;
import dev.vouch.circuits.quantise.WeightQuantiser;
import dev.vouch.circuits.view.View;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Integers that are known at compile time, each stored once. Not thread-safe. */
public final class Constants {
  private final ProgramBuilder program;
  private final Measurements measurements;
  private final Scales scales;
  private final ErrorRules errors;
  private final Map<Stored, Integer> stored = new HashMap<>();

  /** A constant as it lies in the program; buffers are equal if their contents are. */
  private record Stored(
      String name,
      String labels,
      List<Integer> shape,
      int scaleExponent,
      boolean weight,
      LongBuffer content) {}

  Constants(ProgramBuilder program, Measurements measurements, Scales scales, ErrorRules errors) {
    this.program = program;
    this.measurements = measurements;
    this.scales = scales;
    this.errors = errors;
  }

  /**
   * Largest magnitude of weights, of which their scale follows.
   *
   * @param name of the initializer
   */
  public double magnitude(String name, double... weights) {
    return measurements.ofWeights(Quantity.WEIGHTS, name, WeightQuantiser.magnitude(weights));
  }

  /**
   * A weight of the model: hidden or public as the model's weights are.
   *
   * @param name of the initializer
   */
  public Operand.OfIntegers weight(
      String name, double[] values, int[] lengths, String labels, int scaleExponent) {
    if (!Arrays.stream(values).allMatch(Double::isFinite)) {
      throw new UnsupportedNodeException("weights '" + name + "' hold NaN or infinity");
    }
    long[] integers = WeightQuantiser.quantise(values, scaleExponent);
    double rounding = 0;
    for (int i = 0; i < values.length; i++) {
      rounding = Math.max(rounding, Math.abs(Math.scalb(values[i], scaleExponent) - integers[i]));
    }
    return weight(name, integers, lengths, labels, scaleExponent, rounding);
  }

  /** Integers of the model, exactly: hidden or public as its weights are. */
  public Operand.OfIntegers weight(
      String name, long[] integers, int[] lengths, String labels, int scaleExponent) {
    return weight(name, integers, lengths, labels, scaleExponent, 0);
  }

  /**
   * Cells that are 0 or 1 as integers of the model, negated: a declared range is a full signed
   * width, and that of one bit is [−1, 0].
   */
  public static Operand.OfIntegers negatedBits(
      String name, double[] bits, int[] lengths, String labels) {
    long[] integers = Arrays.stream(bits).mapToLong(bit -> bit == 0 ? 0 : -1).toArray();
    return new Operand.OfIntegers(name, lengths, labels, integers, new Interval(-1, 0), 0, true, 0);
  }

  private Operand.OfIntegers weight(
      String name,
      long[] integers,
      int[] lengths,
      String labels,
      int scaleExponent,
      double rounding) {
    int width = measurements.ofWeights(Choice.WIDTH, name, WeightQuantiser.bits(integers));
    long most = (1L << width) - 1;
    return new Operand.OfIntegers(
        name,
        lengths,
        labels,
        integers,
        new Interval(-most - 1, most),
        scaleExponent,
        true,
        rounding);
  }

  /** A constant of the architecture, public in any case, and exact unless it says otherwise. */
  public static Operand.OfIntegers integers(
      String name, long[] values, int[] lengths, String labels, int scaleExponent) {
    return new Operand.OfIntegers(
        name, lengths, labels, values, Interval.of(values), scaleExponent, false, 0);
  }

  /** An integer of the architecture, public in any case. */
  public static Operand.OfIntegers number(String name, long value, int scaleExponent) {
    return integers(name, new long[] {value}, new int[0], "", scaleExponent);
  }

  /** A real number of the architecture, rounded to a scale; public in any case. */
  public static Operand.OfIntegers rounded(String name, double value, int scaleExponent) {
    double scaled = Math.scalb(value, scaleExponent);
    long integer = (long) Math.floor(scaled + 0.5);
    return number(name, integer, scaleExponent).offBy(Math.abs(scaled - integer));
  }

  /**
   * The scale at which an additive constant of that magnitude is stored: at most that of the sum.
   */
  public static int addendScale(double magnitude, int sumScale) {
    return Math.min(sumScale, Scales.fitting(magnitude, Scales.WEIGHT_BITS - 1));
  }

  /**
   * A program tensor with an operand's integers in the given arrangement; equal ones are stored
   * once.
   */
  int store(Operand.OfIntegers operand, List<Integer> shape, int[] cells) {
    long[] values = Arrays.stream(cells).mapToLong(cell -> operand.integers()[cell]).toArray();
    Stored key =
        new Stored(
            operand.name(),
            operand.labels(),
            shape,
            operand.scaleExponent(),
            operand.weight(),
            LongBuffer.wrap(values));
    int tensor =
        stored.computeIfAbsent(
            key,
            missing ->
                operand.weight()
                    ? program.model(
                        operand.name(),
                        shape,
                        within(operand.declared(), values),
                        operand.declared(),
                        operand.scaleExponent())
                    : program.constant(operand.name(), shape, values, operand.scaleExponent()));
    errors.stored(tensor, operand.rounding());
    return tensor;
  }

  /** The values; those that are made up need not lie within what is declared, and are cut off. */
  private long[] within(Interval declared, long... values) {
    return measurements.seesModel()
        ? values
        : Arrays.stream(values)
            .map(value -> Math.max(declared.lo(), Math.min(declared.hi(), value)))
            .toArray();
  }

  /**
   * A constant of the graph as a value. Real numbers become weights, for they may be learned;
   * integers and booleans become public constants of the program.
   */
  Wire wire(String value, TensorData constant) {
    List<Integer> shape = Arrays.stream(constant.shape()).boxed().toList();
    if (!constant.isFloating()) {
      if (constant.type() == DataType.UINT64
          && Arrays.stream(constant.longs()).anyMatch(integer -> integer < 0)) {
        throw new UnsupportedNodeException("constant '" + value + "' holds integers beyond 2^62");
      }
      return new Wire(program.constant(value, shape, constant.longs(), 0), View.of(shape), 0);
    }
    double[] values = constant.doubles();
    int scale = scales.signed(magnitude(value, values));
    Operand.OfIntegers weight =
        weight(value, values, constant.shape(), Labels.of(constant.rank()), scale);
    int[] cells = IntStream.range(0, values.length).toArray();
    return new Wire(store(weight, shape, cells), View.of(shape), scale);
  }
}
