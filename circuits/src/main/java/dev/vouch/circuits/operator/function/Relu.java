package dev.vouch.circuits.operator.function;

import dev.vouch.circuits.lowering.Clamps;
import dev.vouch.circuits.lowering.Lowering;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/** Relu: max(x, 0). */
final class Relu extends ElementwiseUnary implements Lowered {
  @Override
  public String type() {
    return "Relu";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return x -> Math.max(x, 0);
  }

  @Override
  protected LongUnaryOperator integerFunction(Node node) {
    return x -> Math.max(x, 0);
  }

  @Override
  public void lower(Node node, Lowering lowering) {
    Clamps.bind(lowering, node.inputs(), node.outputs().get(0), 0, Double.POSITIVE_INFINITY);
  }
}
