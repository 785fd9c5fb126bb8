package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.node.UnsupportedNodeException;
import java.util.Arrays;
import java.util.List;

/**
 * Lowering of x / c for integers x and constants c > 0, truncated toward zero:
 *
 * <pre>
 * ⌊|x| / c⌋ = ⌊|x|·m / 2^s⌋   with m = ⌈2^s / c⌉, exact for |x| &lt; 2^n and s ≥ n + ⌈log2 c⌉
 * x / c = (1 + 2σ)·⌊|x| / c⌋  with σ = ⌊x / 2^n⌋, −1 for negative x and 0 for others
 * </pre>
 */
public final class IntegerQuotient {
  private static final int MAX_SHIFT = 32;

  private IntegerQuotient() {}

  /**
   * A value divided by a constant one.
   *
   * @param output value of the graph that the result stands for, to whose shape both broadcast
   */
  public static Wire lower(LoweringContext context, String output, String value, String divisor) {
    List<Integer> shape = context.graph().shape(output);
    String labels = Labels.of(shape.size());
    Wire given = context.rescaling().narrow(context.wires().of(value));
    Wire dividend = given.through(given.view().broadcastTo(shape));
    TensorData divisors = context.graph().constant(divisor);
    Interval range = context.program().tensor(dividend.tensor()).range();
    int bits = 64 - Long.numberOfLeadingZeros(range.magnitude());
    if (range.lo() >= 0) {
      return ofNatural(context, output, dividend, bits, divisors);
    }
    Wire sign = Floor.lower(context, output + ".sign", dividend, bits);
    Wire magnitude = magnitude(context, output, dividend, range);
    Wire unsigned = ofNatural(context, output, magnitude, bits, divisors);
    return context
        .einsum(output, labels)
        .add(1, Operand.of(unsigned, labels))
        .add(2, Operand.of(sign, labels), Operand.of(unsigned, labels))
        .build(0);
  }

  /** |x| = 2 · max(x, 0) − x. */
  private static Wire magnitude(LoweringContext context, String output, Wire x, Interval range) {
    Interval natural = new Interval(0, Math.max(0, range.hi()));
    Wire rectified =
        context.rescaling().requantise(x, x.scaleExponent(), natural, output + ".rectified");
    return Addition.ofWires(context, output + ".magnitude", List.of(rectified, x), 2, -1);
  }

  /** ⌊x / c⌋ for 0 ≤ x < 2^bits. */
  private static Wire ofNatural(
      LoweringContext context, String output, Wire x, int bits, TensorData divisors) {
    long most = Arrays.stream(divisors.longs()).max().orElse(1);
    int shift = bits + 64 - Long.numberOfLeadingZeros(most - 1);
    if (Arrays.stream(divisors.longs()).anyMatch(divisor -> divisor < 1) || shift > MAX_SHIFT) {
      throw new UnsupportedNodeException(
          "integers of " + bits + " bits can be divided by 1 … 2^" + (MAX_SHIFT - bits) + " only");
    }
    long[] reciprocals =
        Arrays.stream(divisors.longs()).map(c -> ((1L << shift) + c - 1) / c).toArray();
    String labels = Labels.of(x.view().rank());
    Weights axes = Weights.broadcast(output + ".reciprocals", divisors, labels);
    Operand factors =
        Constants.integers(axes.name(), reciprocals, axes.lengths(), axes.labels(), 0);
    Wire scaled =
        context
            .einsum(output + ".scaled", labels)
            .add(1, factors, Operand.of(x, labels))
            .build(shift);
    return Floor.lower(context, output, scaled, shift);
  }
}
