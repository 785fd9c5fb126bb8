package dev.vouch.circuits.operator.function;

import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.wide.Logarithm;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.Magnitudes;
import dev.vouch.circuits.operator.Tolerance;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/** Log: the natural logarithm. */
final class Log extends ElementwiseUnary implements Lowered {
  @Override
  public String type() {
    return "Log";
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return StrictMath::log;
  }

  @Override
  public Tolerance tolerance(
      Node node, Inference inputs, int operand, Magnitudes seen, Tolerance results) {
    OptionalDouble least = seen.least(node.input(0));
    double most = seen.magnitude(node.outputs().get(0)).orElse(0);
    double error = Math.min(Tolerance.OF_RESULTS * most, results.error());
    return least.isEmpty() || error == 0
        ? Tolerance.NONE
        : new Tolerance(error, least.getAsDouble());
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    Wire x = context.wires().of(node.inputs().get(0));
    context.wires().bind(output, Logarithm.lower(context, output, x));
  }
}
