package dev.vouch.circuits.lowering.recipe.wide;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Weights;
import dev.vouch.circuits.quantise.Scales;
import java.util.List;
import java.util.OptionalDouble;

/** Lowering of quotients by computed real numbers: a · (1/b). */
public final class Ratio {
  /** Bits of a product, and of one that leaves room for sums. */
  private static final int PRODUCT_BITS = 60;

  /** Bits by which steps of the reciprocal are finer than a step of the quotient needs. */
  private static final int FINER_BITS = 2;

  private Ratio() {}

  /**
   * dividend / divisor, wide. Where the divisor is 0 the result is cut off.
   *
   * @param output value of the graph that the result stands for, to whose shape both broadcast
   * @param dividend value of the graph, computed or constant
   * @param divisor computed value of the graph
   */
  public static Wire lower(
      LoweringContext context, String output, String dividend, String divisor) {
    List<Integer> shape = context.graph().shape(output);
    String labels = Labels.of(shape.size());
    Operand left = dividend(context, dividend, shape, labels);
    double magnitude =
        context.graph().isConstant(dividend)
            ? context
                .constants()
                .magnitude(dividend, context.graph().constant(dividend).toDoubles())
            : context.bound(dividend).orElse(1);
    int exponent = magnitude == 0 ? 0 : Math.getExponent(magnitude) + 1;
    int bits = PRODUCT_BITS - Powers.CUT_BITS - bits(context, left);
    int wanted = context.expectedScale(output) + exponent + FINER_BITS;
    OptionalDouble least = context.least(divisor);
    int scale =
        least.isEmpty() ? wanted : Math.min(wanted, Scales.fitting(2 / least.getAsDouble(), bits));
    Wire reciprocal =
        Powers.lower(
            context,
            output + ".reciprocal",
            context.wires().of(divisor),
            -1,
            new Powers.Room(scale, bits));
    Wire inverse = context.rescaling().affine(reciprocal, scale, PRODUCT_BITS);
    Wire right = inverse.through(inverse.view().broadcastTo(shape));
    return context
        .einsum(output, labels)
        .add(1, left, Operand.of(right, labels))
        .build(scale(left) + right.scaleExponent());
  }

  private static Operand dividend(
      LoweringContext context, String value, List<Integer> shape, String labels) {
    if (context.graph().isConstant(value)) {
      TensorData constant = context.graph().constant(value);
      double[] values = constant.toDoubles();
      double most = context.constants().magnitude(value, values);
      int scale = Scales.fitting(most, Scales.WEIGHT_BITS - 1);
      return Weights.broadcast(value, constant, labels).quantised(context, scale);
    }
    Wire wire = context.rescaling().precise(context.wires().of(value));
    return Operand.of(wire.through(wire.view().broadcastTo(shape)), labels);
  }

  private static int scale(Operand operand) {
    return operand instanceof Operand.OfWire wire
        ? wire.wire().scaleExponent()
        : ((Operand.OfIntegers) operand).scaleExponent();
  }

  private static int bits(LoweringContext context, Operand operand) {
    Interval range =
        operand instanceof Operand.OfWire wire
            ? context.program().tensor(wire.wire().tensor()).range()
            : ((Operand.OfIntegers) operand).declared();
    return range.bits();
  }
}
