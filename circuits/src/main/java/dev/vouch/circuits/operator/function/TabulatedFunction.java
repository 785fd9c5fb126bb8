package dev.vouch.circuits.operator.function;

import dev.vouch.circuits.lowering.Functions;
import dev.vouch.circuits.lowering.Lowering;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;

/** A function of real numbers that a circuit looks up in a table. */
abstract class TabulatedFunction extends ElementwiseUnary implements Lowered {
  /** Beyond ±this the function is constant to 16 bits; infinite if it never settles. */
  double settled() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public void lower(Node node, Lowering lowering) {
    String input = node.inputs().get(0);
    String output = node.outputs().get(0);
    lowering.bind(
        output,
        Functions.lower(lowering, lowering.wire(input), input, output, function(node), settled()));
  }
}
