package dev.vouch.circuits.lowering.recipe.quotient;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Floor;
import dev.vouch.circuits.lowering.recipe.IntegerConstant;
import dev.vouch.circuits.node.UnsupportedNodeException;
import java.util.Arrays;
import java.util.List;

/**
 * Lowering of quotients and remainders of integers x by others; by computed ones as {@link
 * ComputedDivision} says, by constants c ≠ 0 so: with d = |c| and x' = x where c is positive, −x
 * where it is negative:
 *
 * <pre>
 * truncated toward zero   x / c = ⌊(x' − σ·(d − 1)) / d⌋    σ = ⌊x' / 2^n⌋, −1 for negative x', else 0
 * remainder               x − c·(x / c)                     has the sign of x
 * modulus                 ±(x' − d·⌊x' / d⌋)                has the sign of c
 * </pre>
 */
public final class IntegerQuotient {
  private IntegerQuotient() {}

  /**
   * x / c, truncated toward zero.
   *
   * @param output value of the graph that the result stands for, to whose shape both broadcast
   */
  public static Wire lower(LoweringContext context, String output, String value, String divisor) {
    if (!context.graph().isConstant(divisor)) {
      return ComputedDivision.of(context, output, value, divisor).truncated();
    }
    Division division = Division.of(context, output, value, divisor);
    return truncated(context, output, division);
  }

  /**
   * x − c·(x / c): the remainder with the sign of x.
   *
   * @param output value of the graph that the result stands for, to whose shape both broadcast
   */
  public static Wire remainder(
      LoweringContext context, String output, String value, String divisor) {
    if (!context.graph().isConstant(divisor)) {
      return ComputedDivision.of(context, output, value, divisor).remainder();
    }
    Division division = Division.of(context, output, value, divisor);
    Wire quotient = truncated(context, output + ".quotient", division);
    Interval range = context.program().tensor(division.dividend().tensor()).range();
    long most = division.divisors().most() - 1;
    Interval within = new Interval(range.lo() < 0 ? -most : 0, range.hi() > 0 ? most : 0);
    Wire turned = rest(context, output, division, quotient, within);
    return turned(context, output, turned, division.signs());
  }

  /**
   * The remainder with the sign of c.
   *
   * @param output value of the graph that the result stands for, to whose shape both broadcast
   */
  public static Wire modulus(LoweringContext context, String output, String value, String divisor) {
    if (!context.graph().isConstant(divisor)) {
      return ComputedDivision.of(context, output, value, divisor).modulus();
    }
    Division division = Division.of(context, output, value, divisor);
    IntegerConstant divisors = division.divisors();
    Wire quotient =
        FloorQuotient.lower(context, output + ".quotient", division.dividend(), divisors);
    Interval within = new Interval(0, divisors.most() - 1);
    Wire natural = rest(context, output, division, quotient, within);
    return turned(context, output, natural, division.signs());
  }

  /**
   * x' / d.
   *
   * @param dividend x', affine
   * @param divisors d
   * @param signs of c
   */
  private record Division(Wire dividend, IntegerConstant divisors, IntegerConstant signs) {
    static Division of(LoweringContext context, String output, String value, String divisor) {
      List<Integer> shape = context.graph().shape(output);
      String labels = Labels.of(shape.size());
      IntegerConstant given =
          IntegerConstant.of(divisor, context.graph().constant(divisor), labels);
      if (Arrays.stream(given.values()).anyMatch(c -> c == 0)) {
        throw new UnsupportedNodeException("division by the constant 0");
      }
      Wire x = context.rescaling().narrow(context.wires().of(value));
      return of(context, output, x.through(x.view().broadcastTo(shape)), given);
    }

    static Division of(LoweringContext context, String output, Wire x, IntegerConstant given) {
      IntegerConstant signs = given.map(output + ".signs", Long::signum);
      return new Division(
          turned(context, output + ".dividend", x, signs),
          given.map(output + ".divisors", Math::abs),
          signs);
    }
  }

  /**
   * x / c, truncated toward zero.
   *
   * @param x integers at scale 0, affine, of the result's shape
   * @param divisors c, none of them 0
   */
  static Wire truncated(LoweringContext context, String output, Wire x, IntegerConstant divisors) {
    return truncated(context, output, Division.of(context, output, x, divisors));
  }

  private static Wire truncated(LoweringContext context, String output, Division division) {
    Wire x = division.dividend();
    Interval range = context.program().tensor(x.tensor()).range();
    if (range.lo() >= 0) {
      return FloorQuotient.lower(context, output, x, division.divisors());
    }
    String labels = Labels.of(x.view().rank());
    Wire sign = Floor.quotient(context, output + ".sign", x, bits(range.magnitude()));
    IntegerConstant less = division.divisors().map(output + ".less", d -> d - 1);
    Wire moved =
        less.addProduct(
                context.einsum(output + ".moved", labels).add(1, Operand.of(x, labels)),
                -1,
                sign,
                labels)
            .build(0);
    return FloorQuotient.lower(context, output, moved, division.divisors());
  }

  /** x' − d·quotient. */
  private static Wire rest(
      LoweringContext context, String output, Division division, Wire quotient, Interval within) {
    Wire x = division.dividend();
    String labels = Labels.of(x.view().rank());
    Wire factor = context.rescaling().whole(quotient);
    return division
        .divisors()
        .addProduct(
            context.einsum(output + ".rest", labels).add(1, Operand.of(x, labels)),
            -1,
            factor,
            labels)
        .build(0, within);
  }

  /** x, or −x where the sign is −1; affine. */
  private static Wire turned(
      LoweringContext context, String output, Wire x, IntegerConstant signs) {
    if (signs.least() == 1) {
      return x;
    }
    String labels = Labels.of(x.view().rank());
    Interval range = context.program().tensor(x.tensor()).range();
    Interval within =
        signs.most() == -1
            ? new Interval(-range.hi(), -range.lo())
            : new Interval(Math.min(range.lo(), -range.hi()), Math.max(range.hi(), -range.lo()));
    Wire operand = context.rescaling().whole(x);
    Wire turned =
        signs.addProduct(context.einsum(output, labels), 1, operand, labels).build(0, within);
    return context.rescaling().whole(turned);
  }

  static int bits(long magnitude) {
    return Long.SIZE - Long.numberOfLeadingZeros(magnitude);
  }
}
