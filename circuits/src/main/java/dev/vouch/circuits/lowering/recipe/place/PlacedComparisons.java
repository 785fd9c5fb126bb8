package dev.vouch.circuits.lowering.recipe.place;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Booleans;
import dev.vouch.circuits.lowering.recipe.BroadcastAxes;
import dev.vouch.circuits.lowering.recipe.Comparisons;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.quantise.FloatOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleToLongFunction;

/**
 * Lowering of comparisons, those of places among all floating-point numbers with constants
 * included: whatever the numbers are, each is the model's. NaN, whose place is above all others, is
 * less than nothing, equal to nothing, and not at most or at least anything: where its place would
 * say so, it is moved below all others first.
 */
public final class PlacedComparisons {
  private static final Interval BOOLEAN = Interval.unsigned(1);

  private PlacedComparisons() {}

  /** As {@link Comparisons#less}. */
  public static Wire less(LoweringContext context, String output, String left, String right) {
    return isPlaced(context, left, right)
        ? less(context, output, output, left, right, false)
        : Comparisons.less(context, output, left, right);
  }

  /** Whether left is at least right, as {@link Comparisons#notLess} says of numbers. */
  public static Wire notLess(LoweringContext context, String output, String left, String right) {
    return isPlaced(context, left, right)
        ? Booleans.not(context, output, less(context, output, output + ".less", left, right, true))
        : Comparisons.notLess(context, output, left, right);
  }

  /** As {@link Comparisons#equal}. */
  public static Wire equal(LoweringContext context, String output, String left, String right) {
    if (!isPlaced(context, left, right)) {
      return Comparisons.equal(context, output, left, right);
    }
    String x = context.graph().isConstant(left) ? right : left;
    String constant = context.graph().isConstant(left) ? left : right;
    Wire places = context.wires().of(x);
    String labels = Labels.of(context.graph().shape(output).size());
    Wire below = below(context, output, output + ".less", places, x, constant);
    Wire above = above(context, output, output + ".greater", places, x, constant);
    return context
        .einsum(output, labels)
        .add(1, Constants.number(output + ".one", 1, 0))
        .add(-1, Operand.of(below, labels))
        .add(-1, Operand.of(above, labels))
        .build(0, BOOLEAN);
  }

  private static boolean isPlaced(LoweringContext context, String left, String right) {
    return context.graph().isOrdered(left) || context.graph().isOrdered(right);
  }

  /**
   * [left &lt; right].
   *
   * @param output value of the graph that gives the shape
   * @param name of the result
   * @param ofMissing the answer for NaN
   */
  private static Wire less(
      LoweringContext context,
      String output,
      String name,
      String left,
      String right,
      boolean ofMissing) {
    boolean constantLeft = context.graph().isConstant(left);
    String x = constantLeft ? right : left;
    Wire places = context.wires().of(x);
    // As they are, places say of NaN that it is greater than each constant.
    Wire moved =
        constantLeft == ofMissing
            ? places
            : SpecialPlaces.missingFirst(context, name, places, order(context, x));
    return constantLeft
        ? above(context, output, name, moved, x, left)
        : below(context, output, name, moved, x, right);
  }

  private static FloatOrder order(LoweringContext context, String x) {
    return FloatOrder.of(context.graph().info(x).type());
  }

  /** [x &lt; t] as [x − (greatest place below t) − 1 &lt; 0]. */
  private static Wire below(
      LoweringContext context, String output, String name, Wire places, String x, String t) {
    PlaceGrid grid = new PlaceGrid(order(context, x));
    String labels = Labels.of(context.graph().shape(output).size());
    Wire distance =
        context
            .einsum(name + ".difference", labels)
            .add(1, Operand.of(broadcast(context, output, places), labels))
            .add(-1, thresholds(context, t, labels, threshold -> grid.below(threshold) + 1))
            .build(0);
    return Comparisons.negative(context, name, distance);
  }

  /** [t &lt; x] as [(greatest place at most t) − x &lt; 0]. */
  private static Wire above(
      LoweringContext context, String output, String name, Wire places, String x, String t) {
    PlaceGrid grid = new PlaceGrid(order(context, x));
    String labels = Labels.of(context.graph().shape(output).size());
    Wire distance =
        context
            .einsum(name + ".difference", labels)
            .add(1, thresholds(context, t, labels, grid::atMost))
            .add(-1, Operand.of(broadcast(context, output, places), labels))
            .build(0);
    return Comparisons.negative(context, name, distance);
  }

  private static Wire broadcast(LoweringContext context, String output, Wire wire) {
    List<Integer> shape = context.graph().shape(output);
    return wire.through(wire.view().broadcastTo(shape));
  }

  private static Operand thresholds(
      LoweringContext context, String value, String labels, DoubleToLongFunction place) {
    TensorData constant = context.graph().constant(value);
    double[] numbers = constant.toDoubles();
    if (Arrays.stream(numbers).anyMatch(Double::isNaN)) {
      throw new UnsupportedNodeException("constant '" + value + "' holds NaN");
    }
    long[] places = Arrays.stream(numbers).mapToLong(place::applyAsLong).toArray();
    BroadcastAxes axes = BroadcastAxes.of(constant.shape(), labels);
    return constant.rank() == 0
        ? Constants.number(value, places[0], 0)
        : context.constants().weight(value, places, axes.lengths(), axes.labels(), 0);
  }
}
