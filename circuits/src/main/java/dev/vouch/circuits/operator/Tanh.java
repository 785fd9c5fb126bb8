package dev.vouch.circuits.operator;

import dev.vouch.circuits.lowering.Functions;
import dev.vouch.circuits.lowering.Lowering;
import dev.vouch.circuits.node.Node;
import java.util.function.DoubleUnaryOperator;

/** Tanh: the hyperbolic tangent. */
final class Tanh extends ElementwiseUnary {
  /** Beyond this the function is constant to 16 bits. */
  private static final double SETTLED = 6;

  @Override
  public String type() {
    return "Tanh";
  }

  @Override
  DoubleUnaryOperator function(Node node) {
    return StrictMath::tanh;
  }

  @Override
  public void lower(Node node, Lowering lowering) {
    String input = node.inputs().get(0);
    String output = node.outputs().get(0);
    lowering.bind(
        output,
        Functions.lower(lowering, lowering.wire(input), input, output, function(node), SETTLED));
  }
}
