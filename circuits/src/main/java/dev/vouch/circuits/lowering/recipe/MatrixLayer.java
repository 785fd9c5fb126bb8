package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.lowering.Einsum;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.view.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lowering of matrix products of which one or both operands depend on the network's inputs. */
public final class MatrixLayer {
  private MatrixLayer() {}

  /**
   * An operand of the product.
   *
   * @param value of the graph, computed or constant; axes of length 1 broadcast
   * @param labels of its axes
   */
  public record Matrix(String value, String labels) {}

  /**
   * factor · left · right + bias, wide.
   *
   * @param output value of the graph that the result stands for
   * @param resultLabels labels of its axes
   */
  public static Wire lower(
      LoweringContext context,
      String output,
      String resultLabels,
      Matrix left,
      Matrix right,
      double factor,
      @Nullable Weights bias) {
    if (context.graph().isConstant(right.value())) {
      return withWeights(context, output, resultLabels, left, right, factor, bias);
    }
    if (context.graph().isConstant(left.value())) {
      return withWeights(context, output, resultLabels, right, left, factor, bias);
    }
    Wire product =
        LinearLayer.product(
            context,
            output,
            resultLabels,
            stretched(context, left, output, resultLabels),
            left.labels(),
            stretched(context, right, output, resultLabels),
            right.labels(),
            null);
    Wire scaled = Scaling.byNumber(context, output, product, factor);
    return bias == null ? scaled : biased(context, output, resultLabels, scaled, bias);
  }

  private static Wire withWeights(
      LoweringContext context,
      String output,
      String resultLabels,
      Matrix computed,
      Matrix constant,
      double factor,
      @Nullable Weights bias) {
    Wire x = stretched(context, computed, output, resultLabels);
    Weights weights =
        Weights.broadcast(
                constant.value(), context.graph().constant(constant.value()), constant.labels())
            .times(factor);
    return LinearLayer.lower(context, output, resultLabels, x, computed.labels(), weights, bias);
  }

  private static Wire biased(
      LoweringContext context, String output, String resultLabels, Wire x, Weights bias) {
    Einsum sum = context.einsum(output, resultLabels).add(1, Operand.of(x, resultLabels));
    bias.addTo(context, output, sum, x.scaleExponent());
    return sum.build(x.scaleExponent());
  }

  /** The operand's wire; axes of length 1 whose label is longer in the result are repeated. */
  private static Wire stretched(
      LoweringContext context, Matrix operand, String output, String resultLabels) {
    Wire wire = context.wires().of(operand.value());
    List<Integer> shape = context.graph().shape(output);
    View view = wire.view();
    for (int axis = 0; axis < operand.labels().length(); axis++) {
      int at = resultLabels.indexOf(operand.labels().charAt(axis));
      if (at >= 0 && view.shape().get(axis) == 1 && shape.get(at) != 1) {
        view = view.broadcast(axis, shape.get(at));
      }
    }
    return wire.through(view);
  }
}
