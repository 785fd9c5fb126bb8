package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.node.UnsupportedNodeException;
import java.util.Arrays;

/**
 * Lowering of ⌊x / d⌋ for integers x and constants d ≥ 1. Negative x are moved up by a multiple of
 * d first. Then
 *
 * <pre>
 * ⌊x / d⌋ = ⌊x·m / 2^s⌋   with m = ⌈2^s / d⌉, exact for 0 ≤ x &lt; 2^n and s ≥ n + ⌈log2 d⌉
 * </pre>
 *
 * where x·m stays within ±2^62; wider x are divided digit by digit, as by hand:
 *
 * <pre>
 * x = 2^k·h + l,   ⌊x / d⌋ = 2^k·⌊h / d⌋ + ⌊(2^k·(h mod d) + l) / d⌋
 * </pre>
 */
final class FloorQuotient {
  /** Fewer bits at a time would take too many steps. */
  private static final int LEAST_DIGIT_BITS = 4;

  /** Bits of the magnitude to which all values are bounded. */
  private static final int MAX_BITS = 62;

  private FloorQuotient() {}

  /**
   * ⌊x / d⌋.
   *
   * @param output value of the graph that the result stands for
   * @param x affine
   */
  static Wire lower(LoweringContext context, String output, Wire x, IntegerConstant divisors) {
    Interval range = range(context, x);
    String labels = Labels.of(x.view().rank());
    if (range.lo() >= 0) {
      return natural(context, output, x, divisors);
    }
    long lo = range.lo();
    IntegerConstant turns = divisors.map(output + ".turns", d -> -Math.floorDiv(lo, d));
    IntegerConstant shift =
        divisors.map(output + ".shift", d -> Math.multiplyExact(-Math.floorDiv(lo, d), d));
    Wire moved =
        context
            .einsum(output + ".natural", labels)
            .add(1, Operand.of(x, labels))
            .add(1, shift.constants())
            .build(0);
    Wire quotient = natural(context, output + ".moved", moved, divisors);
    return context
        .einsum(output, labels)
        .add(1, Operand.of(quotient, labels))
        .add(-1, turns.constants())
        .build(0);
  }

  /** ⌊x / d⌋ for x ≥ 0. */
  private static Wire natural(
      LoweringContext context, String output, Wire x, IntegerConstant divisors) {
    if (range(context, x).hi() < divisors.least()) {
      return zero(context, output, x);
    }
    long union = Arrays.stream(divisors.values()).reduce(0, (a, b) -> a | b);
    int zeros = Long.numberOfTrailingZeros(union);
    if (zeros > 0) {
      Wire high = Floor.quotient(context, output + ".high", x, zeros);
      return natural(context, output, high, divisors.map(output + ".odd", d -> d >> zeros));
    }
    long most = divisors.most();
    if (most == 1) {
      return x;
    }
    int bits = IntegerQuotient.bits(range(context, x).hi());
    int divisorBits = IntegerQuotient.bits(most - 1);
    int spread = divisorBits - (IntegerQuotient.bits(divisors.least()) - 1);
    int direct = (MAX_BITS - 1 - spread) / 2;
    if (bits <= direct && bits + divisorBits <= MAX_BITS) {
      return inOneStep(context, output, x, divisors, bits + divisorBits);
    }
    int digit = direct - divisorBits;
    if (digit < LEAST_DIGIT_BITS) {
      throw new UnsupportedNodeException(
          "integers of " + bits + " bits cannot be divided by " + divisorBits + " bits");
    }
    return byDigits(context, output, x, divisors, digit);
  }

  private static Wire zero(LoweringContext context, String output, Wire x) {
    String labels = Labels.of(x.view().rank());
    Operand zero = Constants.number(output + ".zero", 0, 0);
    Operand operand = Operand.of(IntegerQuotient.affine(context, x), labels);
    return context.einsum(output, labels).add(1, zero, operand).build(0);
  }

  private static Wire inOneStep(
      LoweringContext context, String output, Wire x, IntegerConstant divisors, int shift) {
    String labels = Labels.of(x.view().rank());
    IntegerConstant reciprocals =
        divisors.map(output + ".reciprocals", d -> ((1L << shift) + d - 1) / d);
    Wire operand = IntegerQuotient.affine(context, x);
    Wire scaled =
        reciprocals
            .addProduct(context.einsum(output + ".scaled", labels), 1, operand, labels)
            .build(shift);
    return Floor.lower(context, output, scaled, shift);
  }

  private static Wire byDigits(
      LoweringContext context, String output, Wire x, IntegerConstant divisors, int digit) {
    String labels = Labels.of(x.view().rank());
    Wire high = Floor.quotient(context, output + ".high", x, digit);
    Wire upper = natural(context, output + ".upper", high, divisors);
    // 2^k·(h mod d) + l = x − 2^k·d·⌊h / d⌋
    Interval within = new Interval(0, (divisors.most() << digit) - 1);
    Wire rest =
        divisors
            .addProduct(
                context.einsum(output + ".rest", labels).add(1, Operand.of(x, labels)),
                -(1L << digit),
                IntegerQuotient.affine(context, upper),
                labels)
            .build(0, within);
    Wire lower = natural(context, output + ".lower", rest, divisors);
    return context
        .einsum(output, labels)
        .add(1L << digit, Operand.of(upper, labels))
        .add(1, Operand.of(lower, labels))
        .build(0, new Interval(0, range(context, x).hi() / divisors.least()));
  }

  private static Interval range(LoweringContext context, Wire wire) {
    return context.program().tensor(wire.tensor()).range();
  }
}
