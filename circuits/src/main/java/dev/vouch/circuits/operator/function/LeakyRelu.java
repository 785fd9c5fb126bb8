package dev.vouch.circuits.operator.function;

import dev.vouch.circuits.lowering.Clamps;
import dev.vouch.circuits.lowering.Lowering;
import dev.vouch.circuits.lowering.Scaling;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;
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
  public void lower(Node node, Lowering lowering) {
    // x < 0 ? alpha · x : x  =  alpha · x + (1 − alpha) · max(x, 0), both wide
    String output = node.outputs().get(0);
    double alpha = node.real("alpha", 0.01);
    Wire x = lowering.wire(node.inputs().get(0));
    Wire positive = Clamps.lower(lowering, x, output, 0, Double.POSITIVE_INFINITY);
    Wire slope = Scaling.byNumber(lowering, x, alpha, output);
    Wire rest = Scaling.byNumber(lowering, positive, 1 - alpha, output);
    lowering.bind(output, lowering.sum(output, List.of(slope, rest), new long[] {1, 1}));
  }
}
