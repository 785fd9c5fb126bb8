package dev.vouch.circuits.operator;

import dev.vouch.circuits.node.Node;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/** Relu: max(x, 0). */
final class Relu extends ElementwiseUnary {
  @Override
  public String type() {
    return "Relu";
  }

  @Override
  DoubleUnaryOperator function(Node node) {
    return x -> Math.max(x, 0);
  }

  @Override
  LongUnaryOperator integerFunction(Node node) {
    return x -> Math.max(x, 0);
  }
}
