package dev.vouch.circuits.operator.trigonometry;

import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.PeriodicFunctions;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.function.TabulatedFunction;

/** A function of real numbers that repeats itself; a circuit looks one period of it up. */
abstract class PeriodicFunction extends TabulatedFunction {
  /** After so much the function repeats itself. */
  abstract double period();

  @Override
  public void lower(Node node, LoweringContext context) {
    String input = node.inputs().get(0);
    String output = node.outputs().get(0);
    Wire x = context.wires().of(input);
    context
        .wires()
        .bind(output, PeriodicFunctions.lower(context, output, input, x, function(node), period()));
  }
}
