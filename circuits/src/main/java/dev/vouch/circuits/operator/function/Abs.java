package dev.vouch.circuits.operator.function;

import dev.vouch.circuits.lowering.Clamps;
import dev.vouch.circuits.lowering.Lowering;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/** Abs: |x|. */
final class Abs extends ElementwiseUnary implements Lowered {
  @Override
  public String type() {
    return "Abs";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return Math::abs;
  }

  @Override
  protected LongUnaryOperator integerFunction(Node node) {
    return Math::abs;
  }

  @Override
  public void lower(Node node, Lowering lowering) {
    // |x| = 2 · max(x, 0) − x
    String output = node.outputs().get(0);
    Wire x = lowering.wire(node.inputs().get(0));
    Wire positive = Clamps.lower(lowering, x, output, 0, Double.POSITIVE_INFINITY);
    lowering.bind(output, lowering.sum(output, List.of(positive, x), new long[] {2, -1}));
  }
}
