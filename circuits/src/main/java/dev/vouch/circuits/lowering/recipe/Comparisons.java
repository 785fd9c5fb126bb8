package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.Einsum;
import dev.vouch.circuits.lowering.IntegerRounding;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Rescaling;
import dev.vouch.circuits.lowering.Wire;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToLongBiFunction;

/**
 * Lowering of comparisons, by the sign of a difference at the finest scale of the operands:
 *
 * <pre>
 * [a &lt; b] = −⌊(a − b) / 2^n⌋        |a − b| &lt; 2^n
 * [a = b] = 1 − [a &lt; b] − [b &lt; a]
 * </pre>
 *
 * Nothing is rounded but real constants, and these so that every comparison is right for values on
 * the grid of the scale: t as right operand of &lt; up, as left operand down.
 */
public final class Comparisons {
  private static final Interval BOOLEAN = Interval.unsigned(1);
  private static final String COMPUTED = "compared with computed values";

  private Comparisons() {}

  /**
   * Whether left is less than right, 0 or 1.
   *
   * @param output value of the graph that the result stands for
   * @param left value of the graph, computed or constant; not both are constant
   * @param right value of the graph, computed or constant
   */
  public static Wire less(LoweringContext context, String output, String left, String right) {
    List<Integer> shape = context.graph().shape(output);
    return negative(context, output, difference(context, output, shape, left, right));
  }

  /** Whether left is not less than right, 0 or 1; arguments as for {@link #less}. */
  public static Wire notLess(LoweringContext context, String output, String left, String right) {
    List<Integer> shape = context.graph().shape(output);
    String name = output + ".less";
    Wire less = negative(context, name, difference(context, name, shape, left, right));
    return Booleans.not(context, output, less);
  }

  /** Whether left equals right, 0 or 1; arguments as for {@link #less}. */
  public static Wire equal(LoweringContext context, String output, String left, String right) {
    List<Integer> shape = context.graph().shape(output);
    String less = output + ".less";
    String greater = output + ".greater";
    return neither(
        context,
        output,
        negative(context, less, difference(context, less, shape, left, right)),
        negative(context, greater, difference(context, greater, shape, right, left)));
  }

  /**
   * Whether x is not 0, 0 or 1.
   *
   * @param output value of the graph that the result stands for
   */
  public static Wire nonZero(LoweringContext context, String output, Wire x) {
    Wire opposite = Addition.ofWires(context, output + ".opposite", List.of(x), -1);
    Wire less = negative(context, output + ".less", x);
    Wire greater = negative(context, output + ".greater", opposite);
    return Booleans.not(context, output, neither(context, output + ".equal", less, greater));
  }

  /**
   * 1 where x is above 0, −1 where it is below, otherwise 0.
   *
   * @param output value of the graph that the result stands for
   */
  public static Wire sign(LoweringContext context, String output, Wire x) {
    Wire opposite = Addition.ofWires(context, output + ".opposite", List.of(x), -1);
    String labels = Labels.of(x.view().rank());
    return context
        .einsum(output, labels)
        .add(1, Operand.of(negative(context, output + ".above", opposite), labels))
        .add(-1, Operand.of(negative(context, output + ".below", x), labels))
        .build(0, new Interval(-1, 1));
  }

  /** 1 − a − b of which not both are 1. */
  private static Wire neither(LoweringContext context, String output, Wire a, Wire b) {
    String labels = Labels.of(a.view().rank());
    return context
        .einsum(output, labels)
        .add(1, Constants.number(output + ".one", 1, 0))
        .add(-1, Operand.of(a, labels))
        .add(-1, Operand.of(b, labels))
        .build(0, BOOLEAN);
  }

  /** [x < 0] = −⌊x / 2^n⌋ of integers, whatever their scale. */
  public static Wire negative(LoweringContext context, String output, Wire x) {
    Wire integers = new Wire(x.tensor(), x.view(), 0);
    long magnitude = context.program().tensor(x.tensor()).range().magnitude();
    int bits = Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(magnitude));
    Wire sign = Floor.quotient(context, output + ".sign", integers, bits);
    String labels = Labels.of(x.view().rank());
    return context.einsum(output, labels).add(-1, Operand.of(sign, labels)).build(0, BOOLEAN);
  }

  /** left − right, broadcast, its constants rounded for left < right. */
  private static Wire difference(
      LoweringContext context, String name, List<Integer> shape, String left, String right) {
    String labels = Labels.of(shape.size());
    Einsum sum = context.einsum(name + ".difference", labels);
    if (context.graph().isConstant(left)) {
      Wire x = broadcast(context, right, shape);
      Optional<IntegerRounding> rounding = RoundedComparisons.of(context, right);
      sum.add(
          1,
          rounding.isPresent()
              ? moved(context, left, labels, x, rounding.get()::atMost)
              : constant(context, left, labels, x, Math::floor));
      return sum.add(-1, Operand.of(x, labels)).build(x.scaleExponent());
    }
    Wire x = broadcast(context, left, shape);
    if (context.graph().isConstant(right)) {
      Optional<IntegerRounding> rounding = RoundedComparisons.of(context, left);
      sum.add(
          -1,
          rounding.isPresent()
              ? moved(context, right, labels, x, (t, range) -> rounding.get().below(t, range) + 1)
              : constant(context, right, labels, x, Math::ceil));
      return sum.add(1, Operand.of(x, labels)).build(x.scaleExponent());
    }
    RoundedComparisons.requireExact(context, left, COMPUTED);
    RoundedComparisons.requireExact(context, right, COMPUTED);
    Wire y = broadcast(context, right, shape);
    int scale = Math.max(x.scaleExponent(), y.scaleExponent());
    sum.add(Rescaling.factor(x.scaleExponent(), scale), Operand.of(x, labels));
    sum.add(-Rescaling.factor(y.scaleExponent(), scale), Operand.of(y, labels));
    return sum.build(scale);
  }

  private static Wire broadcast(LoweringContext context, String value, List<Integer> shape) {
    Wire wire = context.wires().of(value);
    return wire.through(wire.view().broadcastTo(shape));
  }

  /**
   * A constant that x is compared with: integers as they are; real numbers at the scale of x, and
   * no further than one step outside its range.
   */
  private static Operand constant(
      LoweringContext context, String value, String labels, Wire x, DoubleUnaryOperator rounding) {
    TensorData constant = context.graph().constant(value);
    if (!constant.isFloating()) {
      return IntegerConstant.of(value, constant, labels).weights(context);
    }
    Interval range = context.program().tensor(x.tensor()).range();
    int scale = x.scaleExponent();
    long[] steps =
        Arrays.stream(constant.doubles())
            .map(t -> rounding.applyAsDouble(Math.scalb(t, scale)))
            .mapToLong(t -> (long) Math.max(range.lo() - 1.0, Math.min(range.hi() + 1.0, t)))
            .toArray();
    return stored(context, value, constant, labels, steps, scale);
  }

  /**
   * Integers to compare with instead of the constant, where the model casts those of x first: at
   * the scale 0 of x, and no further than one outside its range.
   */
  private static Operand moved(
      LoweringContext context,
      String value,
      String labels,
      Wire x,
      ToLongBiFunction<Double, Interval> place) {
    TensorData constant = context.graph().constant(value);
    Interval range = context.program().tensor(x.tensor()).range();
    long[] integers =
        Arrays.stream(constant.doubles()).mapToLong(t -> place.applyAsLong(t, range)).toArray();
    return stored(context, value, constant, labels, integers, 0);
  }

  private static Operand stored(
      LoweringContext context,
      String value,
      TensorData constant,
      String labels,
      long[] integers,
      int scale) {
    BroadcastAxes axes = BroadcastAxes.of(constant.shape(), labels);
    return constant.rank() == 0
        ? Constants.number(value, integers[0], scale)
        : context.constants().weight(value, integers, axes.lengths(), axes.labels(), scale);
  }
}
