package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.Einsum;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Rescaling;
import dev.vouch.circuits.node.UnsupportedNodeException;
import java.util.Arrays;

/**
 * Real weights with one label an axis.
 *
 * @param name of the initializer
 * @param lengths of the axes
 * @param values row-major
 */
@SuppressWarnings("ArrayRecordComponent")
public record Weights(String name, int[] lengths, String labels, double[] values) {
  private static final long MOST_EXACT = 1L << 53;

  /**
   * A constant that broadcasts to labelled axes, without its axes of length 1; the last labels
   * belong to its last axes.
   */
  public static Weights broadcast(String name, TensorData constant, String labels) {
    BroadcastAxes axes = BroadcastAxes.of(constant.shape(), labels);
    return new Weights(name, axes.lengths(), axes.labels(), values(name, constant));
  }

  /**
   * The values of a constant, exactly.
   *
   * @throws UnsupportedNodeException if it holds integers that no double holds
   */
  static double[] values(String name, TensorData constant) {
    if (!constant.isFloating()) {
      for (long value : constant.longs()) {
        if (Math.abs(value) > MOST_EXACT || (value < 0 && constant.type().isUnsigned())) {
          throw new UnsupportedNodeException(
              "constant '" + name + "' holds factors beyond ±2^53, which are not supported");
        }
      }
    }
    return constant.toDoubles();
  }

  /** The same weights times a factor. */
  public Weights times(double factor) {
    double[] scaled = values.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return new Weights(name, lengths, labels, scaled);
  }

  /** Their largest magnitude, of which their scale follows. */
  double magnitude(LoweringContext context) {
    return context.constants().magnitude(name, values);
  }

  /** The weights as integers of a scale. */
  public Operand.OfIntegers quantised(LoweringContext context, int scaleExponent) {
    return context.constants().weight(name, values, lengths, labels, scaleExponent);
  }

  /** Weights that are 0 or 1, negated. */
  Operand negatedBits() {
    return Constants.negatedBits(name, values, lengths, labels);
  }

  /** Refuses weights of integers of the graph that are fractions. */
  void requireWhole() {
    if (!Arrays.stream(values).allMatch(value -> value == Math.rint(value))) {
      throw new UnsupportedNodeException("a fraction of integers is not supported");
    }
  }

  /**
   * Adds the weights to a sum.
   *
   * @param output value of the graph that the sum stands for
   */
  void addTo(LoweringContext context, String output, Einsum sum, int sumScale) {
    if (context.graph().isInteger(output)) {
      requireWhole();
      sum.add(1, quantised(context, 0));
      return;
    }
    boolean known = context.bound(output).isPresent();
    addTo(context, sum, sumScale, known ? context.expectedScale(output) : 0);
  }

  /**
   * Adds the weights to a sum; where one weight's width does not reach the scale that the sum is
   * needed at, because it is small against its constant, what is left is a second addend.
   *
   * @param needed scale to which the sum will be rounded
   */
  private void addTo(LoweringContext context, Einsum sum, int sumScale, int needed) {
    int scale = Constants.addendScale(magnitude(context), sumScale);
    sum.add(Rescaling.factor(scale, sumScale), quantised(context, scale));
    if (scale < Math.min(sumScale, needed)) {
      double[] rest = values.clone();
      for (int i = 0; i < rest.length; i++) {
        rest[i] -= Math.scalb(Math.floor(Math.scalb(rest[i], scale) + 0.5), -scale);
      }
      Weights left = new Weights(name + ".rest", lengths, labels, rest);
      if (left.magnitude(context) > 0) {
        left.addTo(context, sum, sumScale, needed);
      }
    }
  }
}
