package dev.vouch.circuits.lowering.recipe.integer;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Addition;
import dev.vouch.circuits.lowering.recipe.Floor;
import java.util.List;

/**
 * Lowering of roundings to whole numbers, exact for the integers that stand for x at 2^-e, whatever
 * their length:
 *
 * <pre>
 * floor     f = ⌊x / 2^e⌋
 * ceiling   −⌊−x / 2^e⌋
 * nearest   ⌊(x + 2^(e−1) − 1 + f mod 2) / 2^e⌋         halves go to the even one
 * to zero   ⌊(x + [x &lt; 0] · (2^e − 1)) / 2^e⌋
 * </pre>
 */
public final class Rounding {
  private Rounding() {}

  /**
   * The greatest whole number that is not above x.
   *
   * @param output value of the graph that the result stands for
   */
  public static Wire floor(LoweringContext context, String output, Wire x) {
    return x.scaleExponent() <= 0 ? x : Floor.lower(context, output, x, x.scaleExponent());
  }

  /** The least whole number that is not below x; arguments as for {@link #floor}. */
  public static Wire ceiling(LoweringContext context, String output, Wire x) {
    if (x.scaleExponent() <= 0) {
      return x;
    }
    Wire opposite = Addition.ofWires(context, output + ".opposite", List.of(x), -1);
    Wire floor = floor(context, output, opposite);
    return Addition.ofWires(context, output + ".ceiling", List.of(floor), -1);
  }

  /** The nearest whole number, of two the even one; arguments as for {@link #floor}. */
  public static Wire halfToEven(LoweringContext context, String output, Wire x) {
    int bits = x.scaleExponent();
    if (bits <= 0) {
      return x;
    }
    Wire floor = Floor.quotient(context, output + ".floor", x, bits);
    Wire pairs = Floor.quotient(context, output + ".pairs", floor, 1);
    String labels = Labels.of(x.view().rank());
    long almostHalf = (1L << (bits - 1)) - 1;
    Wire moved =
        context
            .einsum(output + ".moved", labels)
            .add(1, Operand.of(x, labels))
            .add(1, Operand.of(floor, labels))
            .add(-2, Operand.of(pairs, labels))
            .add(1, Constants.number(output + ".half", almostHalf, bits))
            .build(bits);
    return floor(context, output, moved);
  }

  /** The whole part; arguments as for {@link #floor}. */
  public static Wire towardZero(LoweringContext context, String output, Wire x) {
    int bits = x.scaleExponent();
    Interval range = context.program().tensor(x.tensor()).range();
    if (bits <= 0 || range.lo() >= 0) {
      return floor(context, output, x);
    }
    Wire sign = Floor.quotient(context, output + ".sign", x, range.bits());
    String labels = Labels.of(x.view().rank());
    Wire moved =
        context
            .einsum(output + ".moved", labels)
            .add(1, Operand.of(x, labels))
            .add(1 - (1L << bits), Operand.of(sign, labels))
            .build(bits);
    return floor(context, output, moved);
  }
}
