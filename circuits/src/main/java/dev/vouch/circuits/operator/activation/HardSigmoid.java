package dev.vouch.circuits.operator.activation;

import dev.vouch.circuits.lowering.Clamp;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Addition;
import dev.vouch.circuits.lowering.recipe.Clamps;
import dev.vouch.circuits.lowering.recipe.Scaling;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.Magnitudes;
import dev.vouch.circuits.operator.SteepTolerance;
import dev.vouch.circuits.operator.Tolerance;
import dev.vouch.circuits.operator.function.ElementwiseUnary;
import java.util.function.DoubleUnaryOperator;

/** HardSigmoid: max(0, min(1, alpha · x + beta)); alpha is 0.2 and beta 0.5 unless given. */
final class HardSigmoid extends ElementwiseUnary implements Lowered {
  @Override
  public String type() {
    return "HardSigmoid";
  }

  private static double alpha(Node node) {
    return node.real("alpha", 0.2);
  }

  private static double beta(Node node) {
    return node.real("beta", 0.5);
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    double alpha = alpha(node);
    double beta = beta(node);
    return x -> Math.max(0, Math.min(1, alpha * x + beta));
  }

  @Override
  public Tolerance tolerance(
      Node node, Inference inputs, int operand, Magnitudes seen, Tolerance results) {
    return SteepTolerance.ofSlope(
        Math.abs(alpha(node)), node.input(0), node.outputs().get(0), seen);
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    if (alpha(node) == 0 || !Double.isFinite(beta(node))) {
      throw new UnsupportedNodeException("alpha must not be 0, and beta must be finite");
    }
    String output = node.outputs().get(0);
    Wire x = context.wires().of(node.inputs().get(0));
    Wire scaled = Scaling.byNumber(context, output, x, alpha(node));
    int scale = scaled.scaleExponent();
    Wire affine =
        Addition.ofConstants(
            context, output, 1, scaled, Constants.rounded(output + ".beta", beta(node), scale));
    context.wires().bind(output, Clamps.lower(context, output, affine, new Clamp(0, 1)));
  }
}
