package dev.vouch.circuits.operator;

import dev.vouch.circuits.lowering.Functions;
import dev.vouch.circuits.lowering.Lowering;
import dev.vouch.circuits.node.Node;
import java.util.function.DoubleUnaryOperator;

/** Sigmoid: 1 / (1 + exp(−x)). */
final class Sigmoid extends ElementwiseUnary {
  /** Beyond this the function is constant to 16 bits. */
  private static final double SETTLED = 12;

  @Override
  public String type() {
    return "Sigmoid";
  }

  @Override
  DoubleUnaryOperator function(Node node) {
    return Sigmoid::sigmoid;
  }

  static double sigmoid(double x) {
    // The exponent is never positive, so that it cannot overflow.
    double e = StrictMath.exp(-Math.abs(x));
    return x >= 0 ? 1 / (1 + e) : e / (1 + e);
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
