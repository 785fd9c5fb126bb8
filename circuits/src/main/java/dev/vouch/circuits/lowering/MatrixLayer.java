package dev.vouch.circuits.lowering;

import dev.vouch.circuits.lowering.LinearLayer.Weights;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lowering of matrix products of which one or both operands depend on the network's inputs. */
public final class MatrixLayer {
  private MatrixLayer() {}

  /**
   * factor · left · right + bias, wide.
   *
   * @param output value of the graph that the result stands for
   * @param resultLabels labels of its axes
   * @param left value of the graph, its axes labelled {@code leftLabels}; axes of length 1
   *     broadcast
   */
  public static Wire lower(
      Lowering lowering,
      String output,
      String resultLabels,
      String left,
      String leftLabels,
      String right,
      String rightLabels,
      double factor,
      @Nullable Weights bias) {
    if (lowering.isConstant(right)) {
      Wire x = lowering.wire(left);
      Weights weights =
          Weights.broadcast(right, lowering.constant(right), rightLabels).times(factor);
      return LinearLayer.lower(
          lowering,
          output,
          resultLabels,
          stretched(lowering, x, leftLabels, output, resultLabels),
          leftLabels,
          weights,
          bias);
    }
    if (lowering.isConstant(left)) {
      Wire x = lowering.wire(right);
      Weights weights = Weights.broadcast(left, lowering.constant(left), leftLabels).times(factor);
      return LinearLayer.lower(
          lowering,
          output,
          resultLabels,
          stretched(lowering, x, rightLabels, output, resultLabels),
          rightLabels,
          weights,
          bias);
    }
    Wire a =
        lowering.narrow(stretched(lowering, lowering.wire(left), leftLabels, output, resultLabels));
    Wire b =
        lowering.narrow(
            stretched(lowering, lowering.wire(right), rightLabels, output, resultLabels));
    int scale = a.scaleExponent() + b.scaleExponent();
    Einsum sum = lowering.einsum(output, resultLabels);
    sum.add(1, lowering.factor(a, leftLabels), lowering.factor(b, rightLabels));
    Wire product = Scaling.byNumber(lowering, sum.build(scale), factor, output);
    if (bias == null) {
      return product;
    }
    Einsum biased =
        lowering.einsum(output, resultLabels).add(1, lowering.term(product, resultLabels));
    LinearLayer.addConstant(lowering, biased, bias, product.scaleExponent());
    return biased.build(product.scaleExponent());
  }

  /** Repeats axes of length 1 whose label is longer in the result. */
  private static Wire stretched(
      Lowering lowering, Wire wire, String labels, String output, String resultLabels) {
    List<Integer> shape = lowering.shape(output);
    View view = wire.view();
    for (int axis = 0; axis < labels.length(); axis++) {
      int at = resultLabels.indexOf(labels.charAt(axis));
      if (at >= 0 && view.shape().get(axis) == 1 && shape.get(at) != 1) {
        view = view.broadcast(axis, shape.get(at));
      }
    }
    return wire.through(view);
  }
}
