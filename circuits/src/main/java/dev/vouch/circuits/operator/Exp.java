package dev.vouch.circuits.operator;

import dev.vouch.circuits.lowering.Functions;
import dev.vouch.circuits.lowering.Lowering;
import dev.vouch.circuits.node.Node;
import java.util.function.DoubleUnaryOperator;

/** Exp: e to the power of x. */
final class Exp extends ElementwiseUnary {
  @Override
  public String type() {
    return "Exp";
  }

  @Override
  DoubleUnaryOperator function(Node node) {
    return StrictMath::exp;
  }

  @Override
  public void lower(Node node, Lowering lowering) {
    String input = node.inputs().get(0);
    String output = node.outputs().get(0);
    lowering.bind(
        output,
        Functions.lower(
            lowering,
            lowering.wire(input),
            input,
            output,
            function(node),
            Double.POSITIVE_INFINITY));
  }
}
