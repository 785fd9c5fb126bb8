package dev.vouch.circuits.operator.function;

import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.recipe.Functions;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;

/** A function of real numbers that a circuit looks up in a table. */
abstract class TabulatedFunction extends ElementwiseUnary implements Lowered {
  /** Bits of the argument where errors go from step to step, and all steps have one table. */
  private static final int UNROLLED_BITS = 15;

  /** Beyond ±this the function is constant to 16 bits; infinite if it never settles. */
  double settled() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String input = node.inputs().get(0);
    String output = node.outputs().get(0);
    context
        .wires()
        .bind(
            output,
            Functions.lower(
                context,
                output,
                input,
                context.wires().of(input),
                function(node),
                settled(),
                leastBits(node)));
  }

  private static int leastBits(Node node) {
    return node.unrolledFrom().isPresent() ? UNROLLED_BITS : 0;
  }
}
