package dev.vouch.circuits.lowering.recipe.integer;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Floor;
import dev.vouch.circuits.lowering.recipe.IntegerConstant;
import dev.vouch.circuits.lowering.recipe.quotient.FloorQuotient;
import dev.vouch.circuits.node.UnsupportedNodeException;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;

/**
 * Lowering of shifts of integers without sign by k bits: x · 2^k and ⌊x / 2^k⌋, 0 from the type's
 * width on. Of computed k powers of two are looked up:
 *
 * <pre>
 * x · T[k]                    T[k] = 2^k
 * ⌊x · T[k] / 2^n⌋            T[k] = 2^(n−k), 1/2 and less as 0,  x &lt; 2^n
 * </pre>
 */
public final class BitShifts {
  /** Computed shifts are cut off at so many bits; no type is longer. */
  private static final int MOST = 64;

  /** x of more bits has no room for the product. */
  private static final int LONGEST = 31;

  private BitShifts() {}

  /**
   * x shifted by k bits, before it is brought back into its type.
   *
   * @param output value of the graph that the result stands for, to whose shape both broadcast
   * @param value x, computed or constant
   * @param shift k, computed or constant
   */
  public static Wire lower(
      LoweringContext context, String output, String value, String shift, boolean left) {
    List<Integer> shape = context.graph().shape(output);
    String labels = Labels.of(shape.size());
    DataType type = context.graph().info(output).type();
    Wire given = context.rescaling().narrow(context.wires().ofAny(value));
    Wire x = given.through(given.view().broadcastTo(shape));
    if (context.graph().isConstant(shift)) {
      IntegerConstant k = IntegerConstant.of(shift, context.graph().constant(shift), labels);
      return left
          ? byConstant(context, output, x, labels, k, type)
          : toTheRight(context, output, x, k);
    }
    Wire k = context.rescaling().narrow(context.wires().of(shift));
    Wire bits = k.through(k.view().broadcastTo(shape));
    if (left) {
      LongUnaryOperator power = b -> b < type.bits() ? 1L << b : 0;
      return product(context, output, x, powers(context, output, bits, power), labels);
    }
    int length = length(context, x);
    if (length > LONGEST) {
      throw new UnsupportedNodeException(
          "integers of " + length + " bits are not shifted by computed numbers of bits");
    }
    LongUnaryOperator power = b -> b <= length ? 1L << (length - b) : 0;
    Wire powers = powers(context, output, bits, power);
    Wire moved = product(context, output + ".moved", x, powers, labels);
    return Floor.quotient(context, output, moved, length);
  }

  private static Wire byConstant(
      LoweringContext context,
      String output,
      Wire x,
      String labels,
      IntegerConstant bits,
      DataType type) {
    IntegerConstant factors =
        bits.map(output + ".powers", b -> b < Math.min(type.bits(), MOST - 2) ? 1L << b : 0);
    if (bits.most() >= MOST - 2 && type.bits() == MOST) {
      throw new UnsupportedNodeException("shifts by " + bits.most() + " bits are not supported");
    }
    return factors.least() == factors.most() && factors.most() != 0
        ? context.einsum(output, labels).add(factors.most(), Operand.of(x, labels)).build(0)
        : context
            .einsum(output, labels)
            .add(1, factors.constants(), Operand.of(x, labels))
            .build(0);
  }

  private static Wire toTheRight(
      LoweringContext context, String output, Wire x, IntegerConstant bits) {
    int length = length(context, x);
    return FloorQuotient.lower(
        context, output, x, bits.map(output + ".powers", b -> 1L << Math.min(b, length)));
  }

  private static int length(LoweringContext context, Wire x) {
    long most = context.program().tensor(x.tensor()).range().hi();
    return Long.SIZE - Long.numberOfLeadingZeros(Math.max(most, 1));
  }

  private static Wire powers(
      LoweringContext context, String output, Wire bits, LongUnaryOperator power) {
    Wire cut = bits;
    if (context.program().tensor(bits.tensor()).range().hi() >= 2 * MOST) {
      Interval bounds = new Interval(0, 2 * MOST - 1);
      cut = context.rescaling().requantise(bits, 0, bounds, output + ".bits");
    }
    long most = context.program().tensor(cut.tensor()).range().hi();
    long[] table = LongStream.rangeClosed(0, most).map(power).toArray();
    int tensor = context.program().tabulation(output + ".powers", cut.tensor(), 0, table, 0);
    return new Wire(tensor, cut.view(), 0);
  }

  private static Wire product(
      LoweringContext context, String output, Wire x, Wire powers, String labels) {
    return context
        .einsum(output, labels)
        .add(1, Operand.of(x, labels), Operand.of(powers, labels))
        .build(0);
  }
}
