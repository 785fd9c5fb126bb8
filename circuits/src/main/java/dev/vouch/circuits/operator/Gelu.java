package dev.vouch.circuits.operator;

import dev.vouch.circuits.lowering.Functions;
import dev.vouch.circuits.lowering.Lowering;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import java.util.function.DoubleUnaryOperator;

/** Gelu: x · Φ(x) with the normal distribution Φ, or its approximation by tanh. */
final class Gelu extends ElementwiseUnary {
  @Override
  public String type() {
    return "Gelu";
  }

  @Override
  DoubleUnaryOperator function(Node node) {
    return switch (node.text("approximate", "none")) {
      case "none" -> x -> 0.5 * x * (1 + ErrorFunction.erf(x / Math.sqrt(2)));
      case "tanh" ->
          x -> 0.5 * x * (1 + StrictMath.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
      default ->
          throw new InvalidNodeException(
              "approximate must be 'none' or 'tanh', got '" + node.text("approximate", "") + "'");
    };
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
