package dev.vouch.circuits.operator.function;

import dev.vouch.circuits.node.Node;
import java.util.function.DoubleUnaryOperator;

/** Log: the natural logarithm. */
final class Log extends ElementwiseUnary {
  @Override
  public String type() {
    return "Log";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return StrictMath::log;
  }
}
