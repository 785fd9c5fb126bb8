package dev.vouch.circuits.lowering;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LinearLayer.Weights;
import dev.vouch.circuits.node.UnsupportedNodeException;
import java.util.List;

/** Lowering of elementwise products: with a number, with weights, of two values. */
public final class Scaling {
  /** Bits of the fixed-point form of a factor. */
  private static final int FACTOR_BITS = 16;

  private Scaling() {}

  /**
   * x · factor, wide; a power of two only moves the scale.
   *
   * @param output value of the graph that the result stands for
   */
  public static Wire byNumber(Lowering lowering, Wire x, double factor, String output) {
    if (!Double.isFinite(factor)) {
      throw new UnsupportedNodeException("a factor is NaN or infinite");
    }
    String labels = Lowering.labels(x.view().rank());
    int exponent = factor == 0 || lowering.isInteger(output) ? 0 : exponent(factor);
    long integer = Math.round(Math.scalb(factor, exponent));
    while (integer != 0 && integer % 2 == 0) {
      integer /= 2;
      exponent--;
    }
    if (integer == 0) {
      return lowering
          .einsum(output, labels)
          .add(
              1,
              lowering.integers(output + ".zero", new long[] {0}, new int[0], "", 0),
              lowering.factor(x, labels))
          .build(0);
    }
    if (integer == 1) {
      return new Wire(x.tensor(), x.view(), x.scaleExponent() + exponent);
    }
    Wire operand = lowering.withHeadroom(x, FACTOR_BITS + 1);
    return lowering
        .einsum(output, labels)
        .add(integer, lowering.term(operand, labels))
        .build(operand.scaleExponent() + exponent);
  }

  private static int exponent(double factor) {
    return FACTOR_BITS - Math.getExponent(factor);
  }

  /** Binds {@code output} to the product of two inputs, of which at most one is constant. */
  public static void bindProduct(Lowering lowering, List<String> inputs, String output) {
    String left = inputs.get(0);
    String right = inputs.get(1);
    if (lowering.isConstant(left)) {
      bindConstant(lowering, right, left, lowering.constant(left).toDoubles(), output);
    } else if (lowering.isConstant(right)) {
      bindConstant(lowering, left, right, lowering.constant(right).toDoubles(), output);
    } else {
      List<Integer> shape = lowering.shape(output);
      String labels = Lowering.labels(shape.size());
      Wire a = lowering.narrow(broadcast(lowering.wire(left), shape));
      Wire b = lowering.narrow(broadcast(lowering.wire(right), shape));
      lowering.bind(
          output,
          lowering
              .einsum(output, labels)
              .add(1, lowering.factor(a, labels), lowering.factor(b, labels))
              .build(a.scaleExponent() + b.scaleExponent()));
    }
  }

  /** Binds {@code output} to the first input divided by the second, which is constant. */
  public static void bindQuotient(Lowering lowering, List<String> inputs, String output) {
    double[] divisors = lowering.constant(inputs.get(1)).toDoubles().clone();
    for (int i = 0; i < divisors.length; i++) {
      divisors[i] = 1 / divisors[i];
    }
    bindConstant(lowering, inputs.get(0), inputs.get(1), divisors, output);
  }

  private static void bindConstant(
      Lowering lowering, String value, String constant, double[] factors, String output) {
    List<Integer> shape = lowering.shape(output);
    Wire x = broadcast(lowering.wire(value), shape);
    if (factors.length == 1) {
      lowering.bind(output, byNumber(lowering, x, factors[0], output));
      return;
    }
    String labels = Lowering.labels(shape.size());
    TensorData shaped =
        TensorData.ofDoubles(DataType.DOUBLE, lowering.constant(constant).shape(), factors);
    lowering.bind(
        output,
        LinearLayer.lower(
            lowering,
            output,
            labels,
            x,
            labels,
            Weights.broadcast(constant, shaped, labels),
            null));
  }

  private static Wire broadcast(Wire wire, List<Integer> shape) {
    return wire.through(wire.view().broadcastTo(shape));
  }
}
