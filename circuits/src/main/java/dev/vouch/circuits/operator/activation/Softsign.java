package dev.vouch.circuits.operator.activation;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.function.TabulatedFunction;
import java.util.function.DoubleUnaryOperator;

/** Softsign: x / (1 + |x|). */
final class Softsign extends TabulatedFunction {
  @Override
  public String type() {
    return "Softsign";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return x -> x / (1 + Math.abs(x));
  }
}
