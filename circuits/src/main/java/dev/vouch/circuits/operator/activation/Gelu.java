package dev.vouch.circuits.operator.activation;

import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.function.ErrorFunction;
import dev.vouch.circuits.operator.function.TabulatedFunction;
import java.util.function.DoubleUnaryOperator;

/** Gelu: x · Φ(x) with the normal distribution Φ, or its approximation by tanh. */
final class Gelu extends TabulatedFunction {
  @Override
  public String type() {
    return "Gelu";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return switch (node.text("approximate", "none")) {
      case "none" -> x -> 0.5 * x * (1 + ErrorFunction.erf(x / Math.sqrt(2)));
      case "tanh" ->
          x -> 0.5 * x * (1 + StrictMath.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
      default ->
          throw new InvalidNodeException(
              "approximate must be 'none' or 'tanh', got '" + node.text("approximate", "") + "'");
    };
  }

  /** As exact as the products that it stands for. */
  @Override
  protected int leastBits() {
    return 14;
  }
}
