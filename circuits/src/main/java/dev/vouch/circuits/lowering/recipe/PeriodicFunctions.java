package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import java.util.function.DoubleUnaryOperator;

/**
 * Lowering of periodic functions. An argument that may go beyond a few periods is first brought
 * into one, so that the table's steps do not grow with it:
 *
 * <pre>
 * v = round(2^k·x / period),   phase = v − 2^k·⌊v / 2^k⌋,   f(x) = T[phase]
 * </pre>
 */
public final class PeriodicFunctions {
  /** Bits of a wider argument below those of the phase: rounding them away costs no accuracy. */
  private static final int GUARD_BITS = 4;

  /** No product is longer. */
  private static final int MOST_BITS = 61;

  /** So many periods have a table of their own. */
  private static final int TABULATED_PERIODS = 4;

  private PeriodicFunctions() {}

  /**
   * f(x), as wide as activations are.
   *
   * @param output value of the graph that the result stands for
   * @param input value of the graph that x stands for
   * @param period f(x + period) = f(x)
   */
  public static Wire lower(
      LoweringContext context,
      String output,
      String input,
      Wire x,
      DoubleUnaryOperator f,
      double period) {
    if (2 * context.magnitude(input).orElse(1) <= TABULATED_PERIODS * period) {
      return Functions.lower(context, output, input, x, f, Double.POSITIVE_INFINITY, 0);
    }
    int bits = Functions.argumentBits(context, x.view().size());
    Wire turns = turns(context, output, x, period, bits);
    Wire whole = Floor.lower(context, output + ".turns", turns, bits);
    String labels = Labels.of(x.view().rank());
    Wire phase =
        context
            .einsum(output + ".phase", labels)
            .add(1, Operand.of(turns, labels))
            .add(-(1L << bits), Operand.of(whole, labels))
            .build(bits, Interval.unsigned(bits));
    // From one turn to the next nothing jumps.
    context.errors().rule(phase.tensor(), errors -> errors.of(turns.tensor()));
    return Functions.lookup(
        context, output, phase, Interval.unsigned(bits), turn -> f.applyAsDouble(period * turn));
  }

  /** x / period at 2^-bits, as exact as that step is. */
  private static Wire turns(
      LoweringContext context, String output, Wire x, double period, int bits) {
    int finest = bits + GUARD_BITS - Math.getExponent(period);
    Wire angle =
        x.scaleExponent() <= finest
            ? x
            : context.rescaling().requantise(x, finest, Interval.ALL, output + ".angle");
    int length = context.program().tensor(angle.tensor()).range().bits();
    double perStep = Math.scalb(1 / period, -angle.scaleExponent());
    // The factor's rounding, times the longest argument, stays below a step of the phase.
    int fraction = Math.min(bits + length + 1, MOST_BITS - length - Math.getExponent(perStep) - 1);
    long factor = Math.round(Math.scalb(perStep, fraction));
    String labels = Labels.of(x.view().rank());
    Wire product =
        context
            .einsum(output + ".product", labels)
            .add(factor, Operand.of(angle, labels))
            .build(fraction);
    double rounded = Math.scalb((double) factor, -fraction);
    context.errors().coefficients(product.tensor(), Math.abs(rounded / perStep - 1));
    return context.rescaling().requantise(product, bits, Interval.ALL, output + ".phases");
  }
}
