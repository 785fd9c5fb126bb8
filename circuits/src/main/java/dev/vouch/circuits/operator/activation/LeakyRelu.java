package dev.vouch.circuits.operator.activation;

import dev.vouch.circuits.lowering.Clamp;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Addition;
import dev.vouch.circuits.lowering.recipe.Clamps;
import dev.vouch.circuits.lowering.recipe.Scaling;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.function.ElementwiseUnary;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** LeakyRelu: x where x ≥ 0, otherwise alpha · x (alpha is 0.01 unless given). */
final class LeakyRelu extends ElementwiseUnary implements Lowered {
  @Override
  public String type() {
    return "LeakyRelu";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    double alpha = node.real("alpha", 0.01);
    return x -> x >= 0 ? x : alpha * x;
  }

  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    factors.cellByCell(0, inputs.input(0), inputs.input(0));
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    // x < 0 ? alpha · x : x  =  alpha · x + (1 − alpha) · max(x, 0), both wide
    String output = node.outputs().get(0);
    double alpha = node.real("alpha", 0.01);
    Wire x = context.wires().of(node.inputs().get(0));
    Wire positive = Clamps.lower(context, output, x, Clamp.RECTIFIER);
    Wire slope = Scaling.byNumber(context, output, x, alpha);
    Wire rest = Scaling.byNumber(context, output, positive, 1 - alpha);
    context.wires().bind(output, Addition.ofWires(context, output, List.of(slope, rest), 1, 1));
  }
}
