package dev.vouch.circuits.lowering.recipe.wide;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.integer.CutEnds;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.Einsum;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Scaling;
import dev.vouch.circuits.lowering.recipe.Wiring;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.quantise.Scales;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lowering of powers with constant exponents: repeated products for natural ones, {@link Powers}
 * for others. Where exponents differ from cell to cell, each power is taken of the cells that have
 * it and of ones in the place of the others.
 */
public final class ConstantPowers {
  private static final int MOST_PRODUCTS = 64;

  private static final int MOST_DIFFERENT = 16;

  /** 1 at this scale; what was rounded in a constant then counts for little. */
  private static final int ONE_BITS = 14;

  /** Bits to which a power is rounded before the next factor. */
  private static final int PART_BITS = 23;

  private ConstantPowers() {}

  /**
   * base ^ exponents.
   *
   * @param output value of the graph that the result stands for, to whose shape both broadcast
   * @param base computed value of the graph
   */
  public static Wire lower(
      LoweringContext context, String output, String base, TensorData exponents) {
    List<Integer> shape = context.graph().shape(output);
    Wire x = context.wires().of(base);
    double magnitude = context.magnitude(base).orElse(1);
    double[] different = Arrays.stream(exponents.toDoubles()).distinct().toArray();
    if (different.length == 1) {
      Wire power = power(context, output, output, x, different[0], magnitude);
      return power.through(power.view().broadcastTo(shape));
    }
    if (context.graph().isInteger(output)) {
      throw new UnsupportedNodeException("integers to powers that differ are not supported");
    }
    if (different.length > MOST_DIFFERENT) {
      throw new UnsupportedNodeException(
          "more than " + MOST_DIFFERENT + " different powers are not supported");
    }
    Wire cells = x.through(x.view().broadcastTo(shape));
    int scale = context.narrowScale(output);
    String labels = Labels.of(shape.size());
    double[] all = exponents.broadcastTo(context.graph().info(output).shape()).toDoubles();
    Wire precise = context.rescaling().precise(cells);
    Einsum sum = context.einsum(output, labels);
    for (int i = 0; i < different.length; i++) {
      double exponent = different[i];
      String name = output + ".power" + i;
      int[] having =
          IntStream.range(0, all.length).map(cell -> all[cell] == exponent ? cell : -1).toArray();
      Wire chosen = chosen(context, name, precise, having);
      Wire power = power(context, name, output, chosen, exponent, Math.max(1, magnitude));
      Wire narrow =
          context
              .rescaling()
              .requantise(power, scale, Interval.signed(context.scales().bits()), name);
      context.rescaling().markCut(narrow, CutEnds.BOTH);
      Wire placed = Wiring.lower(context, narrow, shape, having);
      sum.add(1L << (scale - narrow.scaleExponent()), Operand.of(placed, labels));
    }
    return sum.build(scale);
  }

  /**
   * x in some cells, else 1.
   *
   * @param having the cells, −1 for the others
   */
  private static Wire chosen(LoweringContext context, String name, Wire x, int... having) {
    List<Integer> shape = x.view().shape();
    String labels = Labels.of(shape.size());
    int scale = Math.max(ONE_BITS, x.scaleExponent());
    long[] others = Arrays.stream(having).mapToLong(cell -> cell < 0 ? 1L << scale : 0).toArray();
    int[] lengths = shape.stream().mapToInt(Integer::intValue).toArray();
    return context
        .einsum(name + ".base", labels)
        .add(
            1L << (scale - x.scaleExponent()),
            Operand.of(Wiring.lower(context, x, shape, having), labels))
        .add(1, Constants.integers(name + ".ones", others, lengths, labels, scale))
        .build(scale);
  }

  /**
   * x ^ exponent.
   *
   * @param magnitude of x over the calibration samples
   */
  private static Wire power(
      LoweringContext context,
      String name,
      String output,
      Wire x,
      double exponent,
      double magnitude) {
    if (exponent >= 0 && exponent == Math.rint(exponent)) {
      if (exponent > MOST_PRODUCTS) {
        throw new UnsupportedNodeException("powers beyond 64 are not supported");
      }
      return natural(context, name, output, x, (int) exponent, magnitude);
    }
    if (context.graph().isInteger(output)) {
      throw new UnsupportedNodeException("roots and reciprocals of integers are not supported");
    }
    return Powers.lower(context, name, x, exponent, Powers.Room.of(context, output));
  }

  private static Wire natural(
      LoweringContext context, String name, String output, Wire x, int exponent, double magnitude) {
    if (exponent == 0) {
      int scale = context.graph().isInteger(output) ? 0 : ONE_BITS;
      return Wiring.filled(context, name, x.view().shape(), 1L << scale, scale);
    }
    if (exponent == 1) {
      return x;
    }
    if (context.wires().holdsIntegers(x)) {
      Wire operand = context.rescaling().whole(x);
      Wire rest =
          context
              .rescaling()
              .whole(natural(context, name + ".part", output, x, exponent - 1, magnitude));
      return product(context, name, operand, rest);
    }
    if (exponent == 2) {
      return Scaling.square(context, name, x);
    }
    Wire operand = context.rescaling().precise(x);
    Wire part = natural(context, name + ".part", output, x, exponent - 1, magnitude);
    double most = StrictMath.pow(magnitude, exponent - 1);
    int scale = Math.min(part.scaleExponent(), Scales.fitting(2 * most, PART_BITS));
    Wire rest =
        context.rescaling().requantise(part, scale, Interval.signed(PART_BITS + 1), name + ".part");
    context.rescaling().markCut(rest, CutEnds.BOTH);
    return product(context, name, operand, rest);
  }

  private static Wire product(LoweringContext context, String name, Wire x, Wire y) {
    String labels = Labels.of(x.view().rank());
    return context
        .einsum(name, labels)
        .add(1, Operand.of(x, labels), Operand.of(y, labels))
        .build(x.scaleExponent() + y.scaleExponent());
  }
}
