package dev.vouch.circuits.operator.elementwise;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.recipe.Scaling;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Linearity;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.SliceFactors;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/** Mul: a · b, broadcast. */
final class Mul extends ElementwiseBinary implements Lowered {
  @Override
  public String type() {
    return "Mul";
  }

  @Override
  protected DoubleBinaryOperator function(Node node) {
    return (a, b) -> a * b;
  }

  @Override
  protected LongBinaryOperator integerFunction(Node node, DataType type) {
    return (a, b) -> a * b;
  }

  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    int constant = inputs.constant(0) == null ? 1 : 0;
    ElementwiseFactors.ofProduct(constant, 1, infer(node, inputs).get(0), inputs, factors);
  }

  @Override
  public Linearity linearity(Node node, Inference inputs) {
    return ElementwiseFactors.ofConstantProduct(infer(node, inputs).get(0), inputs);
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    String left = node.inputs().get(0);
    String right = node.inputs().get(1);
    context.wires().bind(output, Scaling.product(context, output, left, right));
  }
}
