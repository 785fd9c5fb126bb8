package dev.vouch.circuits.lowering.recipe.place;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.Einsum;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Comparisons;
import dev.vouch.circuits.lowering.recipe.Floor;
import dev.vouch.circuits.lowering.recipe.Wiring;
import dev.vouch.circuits.quantise.FloatOrder;

/** Lowering of questions after numbers that are given as places: what is NaN, what infinite. */
public final class SpecialPlaces {
  private SpecialPlaces() {}

  /**
   * [x is NaN], 0 or 1.
   *
   * @param output value of the graph that the result stands for
   * @param input value of the graph that is given as places
   */
  public static Wire missing(LoweringContext context, String output, String input) {
    Wire places = context.wires().of(input);
    return above(context, output, places, order(context, input).infinity());
  }

  /**
   * [x = ∞] = [x &gt; most] − [x &gt; ∞], [x = −∞] = [x &lt; −most], or their sum; 0 or 1.
   *
   * @param output value of the graph that the result stands for
   * @param input value of the graph that is given as places
   */
  public static Wire infinite(
      LoweringContext context, String output, String input, boolean positive, boolean negative) {
    if (!positive && !negative) {
      return Wiring.filled(context, output, context.graph().shape(output), 0, 0);
    }
    Wire places = context.wires().of(input);
    long infinity = order(context, input).infinity();
    String labels = Labels.of(places.view().rank());
    Einsum sum = context.einsum(output, labels);
    if (positive) {
      Wire least = above(context, output + ".above", places, infinity - 1);
      Wire missing = above(context, output + ".missing", places, infinity);
      sum.add(1, Operand.of(least, labels)).add(-1, Operand.of(missing, labels));
    }
    if (negative) {
      Wire below = below(context, output + ".below", places, 1 - infinity);
      sum.add(1, Operand.of(below, labels));
    }
    return sum.build(0, Interval.unsigned(1));
  }

  /**
   * The same places, but that of NaN, which is below all others: x − [x &gt; ∞]·(2·∞ + 3).
   *
   * @param output value of the graph that the result is part of
   */
  public static Wire missingFirst(
      LoweringContext context, String output, Wire places, FloatOrder order) {
    long infinity = order.infinity();
    String labels = Labels.of(places.view().rank());
    Wire below =
        context
            .einsum(output + ".number", labels)
            .add(1, Constants.number(output + ".infinity", infinity, 0))
            .add(-1, Operand.of(places, labels))
            .build(0);
    int bits = context.program().tensor(below.tensor()).range().bits();
    Wire missing = Floor.quotient(context, output + ".missing", below, bits); // 0 or -1
    return context
        .einsum(output + ".low", labels)
        .add(1, Operand.of(places, labels))
        .add(2 * infinity + 3, Operand.of(missing, labels))
        .build(0, new Interval(order.range().lo(), infinity));
  }

  private static FloatOrder order(LoweringContext context, String input) {
    return FloatOrder.of(context.graph().info(input).type());
  }

  /** [place &gt; least], 0 or 1. */
  static Wire above(LoweringContext context, String output, Wire places, long least) {
    String labels = Labels.of(places.view().rank());
    Wire distance =
        context
            .einsum(output + ".distance", labels)
            .add(1, Constants.number(output + ".least", least, 0))
            .add(-1, Operand.of(places, labels))
            .build(0);
    return Comparisons.negative(context, output, distance);
  }

  /** [place &lt; most], 0 or 1. */
  private static Wire below(LoweringContext context, String output, Wire places, long most) {
    String labels = Labels.of(places.view().rank());
    Wire distance =
        context
            .einsum(output + ".distance", labels)
            .add(1, Operand.of(places, labels))
            .add(-1, Constants.number(output + ".most", most, 0))
            .build(0);
    return Comparisons.negative(context, output, distance);
  }
}
