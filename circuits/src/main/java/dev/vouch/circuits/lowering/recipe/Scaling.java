package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.node.UnsupportedNodeException;
import java.util.List;

/** Lowering of elementwise products: with a number, with weights, of two values. */
public final class Scaling {
  /** Bits of the fixed-point form of a factor. */
  private static final int FACTOR_BITS = 16;

  /** Roundings of float32 arithmetic are not felt. */
  private static final double EXACT = 0x1p-22;

  /** So much coarser than a step of the product may the step of an operand be. */
  private static final int COARSER_BITS = 3;

  /** Products of so many bits leave room for sums of them. */
  private static final int PRODUCT_BITS = 60;

  private Scaling() {}

  /**
   * x · factor, wide; of real numbers, a power of two only moves the scale.
   *
   * @param output value of the graph that the result stands for
   */
  public static Wire byNumber(LoweringContext context, String output, Wire x, double factor) {
    if (!Double.isFinite(factor)) {
      throw new UnsupportedNodeException("a factor is NaN or infinite");
    }
    if (context.graph().isInteger(output)) {
      return byInteger(context, output, x, factor);
    }
    int bits = FACTOR_BITS + context.moreBitsOfFactor(output);
    int exponent = factor == 0 ? 0 : bits - Math.getExponent(factor);
    long integer = Math.round(Math.scalb(factor, exponent));
    while (integer != 0 && integer % 2 == 0) {
      integer /= 2;
      exponent--;
    }
    double rounded = Math.scalb((double) integer, -exponent);
    double roundedBy = Math.abs(rounded / factor - 1);
    if (integer == 1 && roundedBy < EXACT) {
      return new Wire(x.tensor(), x.view(), x.scaleExponent() + exponent);
    }
    String labels = Labels.of(x.view().rank());
    if (integer == 0) {
      return zero(context, output, x);
    }
    Wire operand = context.rescaling().makeRoom(x, bits + 1);
    Wire product =
        context
            .einsum(output, labels)
            .add(integer, Operand.of(operand, labels))
            .build(operand.scaleExponent() + exponent);
    context.errors().coefficients(product.tensor(), roundedBy);
    return product;
  }

  /** x · factor of integers, which stay at scale 0. */
  private static Wire byInteger(LoweringContext context, String output, Wire x, double factor) {
    if (factor != Math.rint(factor)) {
      throw new UnsupportedNodeException("a fraction of integers is not supported");
    }
    if (factor == 0) {
      return zero(context, output, x);
    }
    String labels = Labels.of(x.view().rank());
    return context.einsum(output, labels).add((long) factor, Operand.of(x, labels)).build(0);
  }

  /** 0 · x; a sum has no terms of coefficient 0. */
  public static Wire zero(LoweringContext context, String output, Wire x) {
    String labels = Labels.of(x.view().rank());
    Operand zero = Constants.number(output + ".zero", 0, 0);
    Operand narrow = Operand.of(context.rescaling().narrow(x), labels);
    return context.einsum(output, labels).add(1, zero, narrow).build(0);
  }

  /**
   * The product of two values of which at most one is constant, wide.
   *
   * @param output value of the graph that the result stands for, to whose shape both broadcast
   */
  public static Wire product(LoweringContext context, String output, String left, String right) {
    if (context.graph().isConstant(left)) {
      TensorData factors = context.graph().constant(left);
      return byConstant(
          context, output, right, left, factors.shape(), Weights.values(left, factors));
    }
    if (context.graph().isConstant(right)) {
      TensorData factors = context.graph().constant(right);
      return byConstant(
          context, output, left, right, factors.shape(), Weights.values(right, factors));
    }
    List<Integer> shape = context.graph().shape(output);
    String labels = Labels.of(shape.size());
    if (!context.graph().isInteger(output)) {
      Wire x = context.wires().of(left);
      return x.equals(context.wires().of(right))
          ? square(context, output, broadcast(x, shape))
          : realProduct(context, output, left, right);
    }
    return LinearLayer.product(
        context,
        output,
        labels,
        broadcast(context.wires().of(left), shape),
        labels,
        broadcast(context.wires().of(right), shape),
        labels,
        null);
  }

  /** x · x of real numbers, wide. */
  public static Wire square(LoweringContext context, String output, Wire x) {
    Wire operand = context.rescaling().precise(x);
    long most = context.program().tensor(operand.tensor()).range().magnitude();
    String labels = Labels.of(x.view().rank());
    return context
        .einsum(output, labels)
        .add(1, Operand.of(operand, labels), Operand.of(operand, labels))
        .build(
            2 * operand.scaleExponent(), new Interval(0, Math.min(Interval.LIMIT, square(most))));
  }

  private static long square(long magnitude) {
    return Math.multiplyExact(magnitude, magnitude);
  }

  /** Operands as fine as the product needs them, which is not always what 16 bits of each are. */
  private static Wire realProduct(
      LoweringContext context, String output, String left, String right) {
    List<Integer> shape = context.graph().shape(output);
    String labels = Labels.of(shape.size());
    int xScale = finest(context, output, right);
    int yScale = finest(context, output, left);
    if (context.wires().of(left).tensor() == context.wires().of(right).tensor()) {
      // Parts of one value are rounded once.
      xScale = Math.max(xScale, yScale);
      yScale = xScale;
    }
    Wire x = factor(context, left, xScale);
    Wire y = factor(context, right, yScale);
    int excess = bits(context, x) + bits(context, y) - PRODUCT_BITS;
    if (excess > 0) {
      // The longer one gives its lowest bits first, then both.
      int longer = Math.max(-excess, Math.min(excess, bits(context, x) - bits(context, y)));
      x = coarser(context, left, x, (excess + longer + 1) / 2);
      y = coarser(context, right, y, bits(context, x) + bits(context, y) - PRODUCT_BITS);
    }
    if (bits(context, x) + bits(context, y) > PRODUCT_BITS) {
      x = context.rescaling().narrow(context.wires().of(left));
      y = context.rescaling().narrow(context.wires().of(right));
    }
    return context
        .einsum(output, labels)
        .add(1, Operand.of(broadcast(x, shape), labels), Operand.of(broadcast(y, shape), labels))
        .build(x.scaleExponent() + y.scaleExponent());
  }

  /** The scale beyond which an operand beside {@code other} need not be finer. */
  private static int finest(LoweringContext context, String output, String other) {
    double beside = context.bound(other).orElse(1);
    return context.expectedScale(output) + (beside == 0 ? 0 : Math.getExponent(beside) + 1);
  }

  private static Wire factor(LoweringContext context, String value, int finest) {
    Wire x = context.wires().of(value);
    return context
        .rescaling()
        .knownPrecise(x)
        .filter(known -> known.scaleExponent() >= finest - COARSER_BITS)
        .orElseGet(() -> context.rescaling().fine(x, finest - COARSER_BITS, finest));
  }

  /** The value with fewer bits than x is of it, but for those that any operand has. */
  private static Wire coarser(LoweringContext context, String value, Wire x, int fewer) {
    int scale = x.scaleExponent() - fewer;
    return fewer <= 0 ? x : context.rescaling().fine(context.wires().of(value), scale, scale);
  }

  private static int bits(LoweringContext context, Wire x) {
    return context.program().tensor(x.tensor()).range().bits();
  }

  /**
   * A value divided by a constant one, wide.
   *
   * @param output value of the graph that the result stands for, to whose shape both broadcast
   */
  public static Wire quotient(
      LoweringContext context, String output, String dividend, String divisor) {
    TensorData divisors = context.graph().constant(divisor);
    double[] factors = divisors.toDoubles().clone();
    for (int i = 0; i < factors.length; i++) {
      factors[i] = 1 / factors[i];
    }
    return byConstant(context, output, dividend, divisor, divisors.shape(), factors);
  }

  /** x · factors, which are made from the constant {@code name}. */
  private static Wire byConstant(
      LoweringContext context,
      String output,
      String value,
      String name,
      int[] factorsShape,
      double[] factors) {
    List<Integer> shape = context.graph().shape(output);
    Wire x = broadcast(context.wires().of(value), shape);
    if (factors.length == 1) {
      return byNumber(context, output, x, factors[0]);
    }
    String labels = Labels.of(shape.size());
    TensorData shaped = TensorData.ofDoubles(DataType.DOUBLE, factorsShape, factors);
    Weights weights = Weights.broadcast(name, shaped, labels);
    return LinearLayer.lower(context, output, labels, x, labels, weights, null);
  }

  private static Wire broadcast(Wire wire, List<Integer> shape) {
    return wire.through(wire.view().broadcastTo(shape));
  }
}
