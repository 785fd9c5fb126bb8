package dev.vouch.circuits.operator.elementwise;

import dev.vouch.circuits.lowering.Addition;
import dev.vouch.circuits.lowering.Lowering;
import dev.vouch.circuits.node.Node;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/** Neg: −x. */
final class Neg extends ElementwiseUnary {
  @Override
  public String type() {
    return "Neg";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return x -> -x;
  }

  @Override
  protected LongUnaryOperator integerFunction(Node node) {
    return x -> -x;
  }

  @Override
  public void lower(Node node, Lowering lowering) {
    Addition.bind(lowering, node.inputs(), new long[] {-1}, node.outputs().get(0));
  }
}
