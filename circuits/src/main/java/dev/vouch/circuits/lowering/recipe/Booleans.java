package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.Einsum;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import java.util.List;

/** Lowering of functions of booleans, which are 0 and 1. */
public final class Booleans {
  private static final Interval BIT = Interval.unsigned(1);

  private Booleans() {}

  /** 1 − x. */
  public static Wire not(LoweringContext context, String output, Wire x) {
    return Addition.ofConstants(context, output, -1, x, Constants.number(output + ".one", 1, 0));
  }

  /**
   * sum · (a + b) + product · a · b, which must be 0 or 1.
   *
   * @param left value of the graph, computed or constant, that broadcasts to the output's shape
   * @param right as {@code left}
   */
  public static Wire of(
      LoweringContext context, String output, String left, String right, long sum, long product) {
    List<Integer> shape = context.graph().shape(output);
    String labels = Labels.of(shape.size());
    Operand a = operand(context, left, shape, labels);
    Operand b = operand(context, right, shape, labels);
    Einsum result = context.einsum(output, labels).add(product, a, b);
    if (sum != 0) {
      result.add(sum, a).add(sum, b);
    }
    return clamped(context, output, result.build(0));
  }

  private static Operand operand(
      LoweringContext context, String value, List<Integer> shape, String labels) {
    Wire wire = context.rescaling().narrow(context.wires().ofAny(value));
    return Operand.of(wire.through(wire.view().broadcastTo(shape)), labels);
  }

  private static Wire clamped(LoweringContext context, String output, Wire x) {
    return context.rescaling().requantise(x, 0, BIT, output);
  }
}
