package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.Einsum;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Rescaling;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.quantise.WeightQuantiser;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Lowering of choices by conditions that are 0 or 1: c·x + (1 − c)·y. */
public final class Selection {
  /** Of a value that is chosen: sums of some have room. */
  private static final int MOST_BITS = 50;

  private Selection() {}

  /**
   * x where the condition holds, else y, wide. A constant condition only says which cells are read.
   *
   * @param output value of the graph that the result stands for
   * @param condition booleans, computed or constant
   * @param x value of the graph, computed or constant, that broadcasts to the output's shape
   * @param y as x
   */
  public static Wire lower(
      LoweringContext context, String output, String condition, String x, String y) {
    List<Integer> shape = context.graph().shape(output);
    String labels = Labels.of(shape.size());
    int scale = Math.max(scale(context, output, x), scale(context, output, y));
    Einsum sum = context.einsum(output, labels);
    if (context.graph().isConstant(condition)) {
      long[] chosen =
          context
              .graph()
              .constant(condition)
              .broadcastTo(context.graph().info(output).shape())
              .longs();
      add(sum, scale, 1, cells(context, output, x, scale, cell -> chosen[cell] != 0));
      add(sum, scale, 1, cells(context, output, y, scale, cell -> chosen[cell] == 0));
    } else {
      Operand chosen = condition(context, condition, shape, labels);
      Operand other = operand(context, y, shape, labels, scale);
      add(sum, scale, 1, operand(context, x, shape, labels, scale), chosen);
      add(sum, scale, 1, other);
      add(sum, scale, -1, other, chosen);
    }
    return sum.build(scale);
  }

  /** Some cells of a value that broadcasts to the output's shape, and 0 for the others. */
  private static Operand cells(
      LoweringContext context, String output, String value, int scale, IntPredicate chosen) {
    List<Integer> shape = context.graph().shape(output);
    int[] lengths = context.graph().info(output).shape();
    String labels = Labels.of(shape.size());
    int[] cells =
        IntStream.range(0, context.graph().info(output).size())
            .map(cell -> chosen.test(cell) ? cell : -1)
            .toArray();
    if (!context.graph().isConstant(value)) {
      Wire wire = computed(context, value);
      Wire whole = wire.through(wire.view().broadcastTo(shape));
      return Operand.of(Wiring.lower(context, whole, shape, cells), labels);
    }
    TensorData constant = context.graph().constant(value);
    TensorData placed = constant.broadcastTo(lengths).gather(cells, lengths);
    double magnitude = context.constants().magnitude(value, constant.toDoubles());
    int own = Constants.addendScale(magnitude, scale);
    if (constant.isFloating() && constant.rank() == 0) {
      // A number without axes is part of the architecture, and so are the places where it stands.
      long[] integers = WeightQuantiser.quantise(placed.doubles(), own);
      return Constants.integers(value, integers, lengths, labels, own).rounded();
    }
    return constant(context, value, placed, labels, own);
  }

  /**
   * x where all conditions hold, elsewhere an integer of its scale.
   *
   * @param output what the result is called
   * @param conditions values of the graph that are 0 or 1
   * @param x affine
   */
  public static Wire lower(
      LoweringContext context, String output, List<String> conditions, Wire x, long otherwise) {
    String labels = Labels.of(x.view().rank());
    Condition kept = all(context, output, conditions, x.view().shape(), labels);
    // otherwise + kept · (x − otherwise): the interval of this form is the two choices' own.
    Wire moved = Shift.lower(context, output + ".moved", x, -otherwise);
    return context
        .einsum(output, labels)
        .add(kept.sign(), Operand.of(moved, labels), kept.operand())
        .add(1, Constants.number(output + ".otherwise", otherwise, x.scaleExponent()))
        .build(x.scaleExponent());
  }

  /** A condition that is sign · operand, 0 or 1. */
  private record Condition(long sign, Operand operand) {}

  /** 1 where all conditions are 1. */
  private static Condition all(
      LoweringContext context,
      String output,
      List<String> conditions,
      List<Integer> shape,
      String labels) {
    if (conditions.size() == 1) {
      return mask(context, conditions.get(0), shape, labels);
    }
    Einsum count = context.einsum(output + ".conditions", labels);
    for (String name : conditions) {
      Condition mask = mask(context, name, shape, labels);
      count.add(mask.sign(), mask.operand());
    }
    count.add(1, Constants.number(output + ".missing", 1L - conditions.size(), 0));
    Interval bit = Interval.unsigned(1);
    Wire all = context.rescaling().requantise(count.build(0), 0, bit, output + ".all");
    return new Condition(1, Operand.of(all, labels));
  }

  /** Constant masks that are real numbers are hidden as weights are, and negated. */
  private static Condition mask(
      LoweringContext context, String name, List<Integer> shape, String labels) {
    if (context.graph().isConstant(name) && context.graph().constant(name).isFloating()) {
      TensorData bits = context.graph().constant(name);
      return new Condition(-1, Weights.broadcast(name, bits, labels).negatedBits());
    }
    return new Condition(1, condition(context, name, shape, labels));
  }

  /** Booleans of the graph are public; numbers that are 0 or 1 are hidden as weights are. */
  private static Operand condition(
      LoweringContext context, String name, List<Integer> shape, String labels) {
    if (!context.graph().isConstant(name)) {
      Wire wire = context.rescaling().narrow(context.wires().of(name));
      return Operand.of(wire.through(wire.view().broadcastTo(shape)), labels);
    }
    return constant(context, name, context.graph().constant(name), labels, 0);
  }

  private static Operand constant(
      LoweringContext context, String name, TensorData data, String labels, int scale) {
    return data.isFloating()
        ? Weights.broadcast(name, data, labels).quantised(context, scale)
        : IntegerConstant.of(name, data, labels).constants();
  }

  private static int scale(LoweringContext context, String output, String value) {
    if (context.graph().isInteger(output)) {
      return 0;
    }
    return context.graph().isConstant(value)
        ? context.narrowScale(output)
        : computed(context, value).scaleExponent();
  }

  private static Operand operand(
      LoweringContext context, String value, List<Integer> shape, String labels, int scale) {
    if (context.graph().isConstant(value)) {
      TensorData data = context.graph().constant(value);
      double magnitude = context.constants().magnitude(value, data.toDoubles());
      return constant(context, value, data, labels, Constants.addendScale(magnitude, scale));
    }
    Wire wire = computed(context, value);
    return Operand.of(wire.through(wire.view().broadcastTo(shape)), labels);
  }

  /** A value with all bits that readers of what is chosen need. */
  private static Wire computed(LoweringContext context, String value) {
    return context.rescaling().wide(context.wires().of(value), MOST_BITS);
  }

  /** Adds sign · product to a sum of that scale. */
  private static void add(Einsum sum, int scale, long sign, Operand... factors) {
    Operand value = factors[0];
    int own =
        value instanceof Operand.OfWire wire
            ? wire.wire().scaleExponent()
            : ((Operand.OfIntegers) value).scaleExponent();
    sum.add(sign * Rescaling.factor(own, scale), factors);
  }
}
