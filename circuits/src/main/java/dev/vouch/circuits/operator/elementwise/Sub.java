package dev.vouch.circuits.operator.elementwise;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.recipe.Addition;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Linearity;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.Magnitudes;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.Tolerance;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/** Sub: a − b, broadcast. */
final class Sub extends ElementwiseBinary implements Lowered {
  @Override
  public String type() {
    return "Sub";
  }

  @Override
  protected DoubleBinaryOperator function(Node node) {
    return (a, b) -> a - b;
  }

  @Override
  protected LongBinaryOperator integerFunction(Node node, DataType type) {
    return (a, b) -> a - b;
  }

  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    ElementwiseFactors.ofSum(infer(node, inputs).get(0), inputs, factors);
  }

  @Override
  public Linearity linearity(Node node, Inference inputs) {
    return infer(node, inputs).get(0).type().isFloating() ? Linearity.AFFINE : Linearity.NONE;
  }

  @Override
  public Tolerance tolerance(
      Node node, Inference inputs, int operand, Magnitudes seen, Tolerance results) {
    return Cancellation.of(node.input(operand), node.outputs().get(0), seen, results);
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    context
        .wires()
        .bind(output, Addition.lower(context, output, node.inputs(), new long[] {1, -1}));
  }
}
