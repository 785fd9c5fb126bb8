package dev.vouch.circuits.lowering.recipe.quotient;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Floor;
import dev.vouch.circuits.lowering.recipe.IntegerConstant;
import dev.vouch.circuits.lowering.recipe.Scaling;
import dev.vouch.circuits.node.UnsupportedNodeException;
import java.util.Arrays;

/**
 * Lowering of ⌊x / d⌋ for integers x and constants d ≥ 1. A power of two in all d is a shift. Then
 *
 * <pre>
 * ⌊x / d⌋ = ⌊x·m / 2^s⌋   with m = ⌈2^s / d⌉, exact for 0 ≤ x &lt; 2^n and s ≥ n + ⌈log2 d⌉
 * </pre>
 *
 * where x·m stays within ±2^62; negative x are moved up by a multiple of d. Wider x are divided
 * digit by digit, as by hand:
 *
 * <pre>
 * x = 2^k·h + l,   ⌊x / d⌋ = 2^k·⌊h / d⌋ + ⌊(2^k·(h mod d) + l) / d⌋
 * </pre>
 */
public final class FloorQuotient {
  /** Fewer bits at a time would take too many steps. */
  private static final int LEAST_DIGIT_BITS = 4;

  /** Bits of the magnitude to which all values are bounded. */
  private static final int MAX_BITS = 62;

  private FloorQuotient() {}

  /**
   * ⌊x / d⌋.
   *
   * @param output value of the graph that the result stands for
   * @param x integers at scale 0
   */
  public static Wire lower(
      LoweringContext context, String output, Wire x, IntegerConstant divisors) {
    long union = Arrays.stream(divisors.values()).reduce(0, (a, b) -> a | b);
    int zeros = Long.numberOfTrailingZeros(union);
    if (zeros > 0) {
      Wire high = Floor.quotient(context, output + ".high", x, zeros);
      return lower(context, output, high, divisors.map(output + ".odd", d -> d >> zeros));
    }
    if (divisors.most() == 1) {
      return x;
    }
    Interval range = range(context, x);
    if (range.lo() >= 0 && range.hi() < divisors.least()) {
      return Scaling.zero(context, output, x);
    }
    long reach = range.lo() >= 0 ? range.hi() : range.hi() - range.lo() + divisors.most();
    int bits = IntegerQuotient.bits(reach);
    int divisorBits = IntegerQuotient.bits(divisors.most() - 1);
    int spread = divisorBits - (IntegerQuotient.bits(divisors.least()) - 1);
    int direct = Math.min((MAX_BITS - 1 - spread) / 2, MAX_BITS - divisorBits);
    if (reach >= 0 && bits <= direct) {
      return range.lo() >= 0
          ? natural(context, output, x, divisors, bits + divisorBits)
          : movedUp(context, output, x, divisors, bits + divisorBits);
    }
    int digit = direct - divisorBits;
    if (digit < LEAST_DIGIT_BITS) {
      throw new UnsupportedNodeException(
          "integers of " + bits + " bits cannot be divided by " + divisorBits + " bits");
    }
    return byDigits(context, output, x, divisors, digit);
  }

  /** ⌊x / d⌋ = ⌊(x + d·t) / d⌋ − t, with t so great that nothing is negative. */
  private static Wire movedUp(
      LoweringContext context, String output, Wire x, IntegerConstant divisors, int shift) {
    String labels = Labels.of(x.view().rank());
    long lo = range(context, x).lo();
    IntegerConstant turns = divisors.map(output + ".turns", d -> -Math.floorDiv(lo, d));
    IntegerConstant multiple = divisors.map(output + ".multiple", d -> -Math.floorDiv(lo, d) * d);
    Wire moved =
        context
            .einsum(output + ".natural", labels)
            .add(1, Operand.of(x, labels))
            .add(1, multiple.constants())
            .build(0);
    Wire quotient = natural(context, output + ".moved", moved, divisors, shift);
    return context
        .einsum(output, labels)
        .add(1, Operand.of(quotient, labels))
        .add(-1, turns.constants())
        .build(0);
  }

  /** ⌊x·m / 2^shift⌋ for x ≥ 0. */
  private static Wire natural(
      LoweringContext context, String output, Wire x, IntegerConstant divisors, int shift) {
    String labels = Labels.of(x.view().rank());
    IntegerConstant reciprocals =
        divisors.map(output + ".reciprocals", d -> ((1L << shift) + d - 1) / d);
    Wire operand = context.rescaling().whole(x);
    Wire scaled =
        reciprocals
            .addProduct(context.einsum(output + ".scaled", labels), 1, operand, labels)
            .build(0);
    return Floor.quotient(context, output, scaled, shift);
  }

  private static Wire byDigits(
      LoweringContext context, String output, Wire x, IntegerConstant divisors, int digit) {
    String labels = Labels.of(x.view().rank());
    Wire high = Floor.quotient(context, output + ".high", x, digit);
    Wire low =
        context
            .einsum(output + ".low", labels)
            .add(1, Operand.of(x, labels))
            .add(-(1L << digit), Operand.of(high, labels))
            .build(0, Interval.unsigned(digit));
    Wire upper = lower(context, output + ".upper", high, divisors);
    Wire modulus =
        divisors
            .addProduct(
                context.einsum(output + ".modulus", labels).add(1, Operand.of(high, labels)),
                -1,
                context.rescaling().whole(upper),
                labels)
            .build(0, new Interval(0, divisors.most() - 1));
    Wire rest =
        context
            .einsum(output + ".rest", labels)
            .add(1L << digit, Operand.of(modulus, labels))
            .add(1, Operand.of(low, labels))
            .build(0);
    Wire lower = lower(context, output + ".lower", rest, divisors);
    return context
        .einsum(output, labels)
        .add(1L << digit, Operand.of(upper, labels))
        .add(1, Operand.of(lower, labels))
        .build(0);
  }

  private static Interval range(LoweringContext context, Wire wire) {
    return context.program().tensor(wire.tensor()).range();
  }
}
