package dev.vouch.circuits.operator.elementwise;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.recipe.Scaling;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Linearity;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.Magnitudes;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.Tolerance;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/** Mul: a · b, broadcast. */
final class Mul extends ElementwiseBinary implements Lowered {
  /**
   * Where the largest operands together are so many times the largest product, as a row and the
   * inverse of its norm are, the least of each count beside the largest of the other.
   */
  private static final double UNLIKE = 0x1p6;

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
  public Tolerance tolerance(
      Node node, Inference inputs, int operand, Magnitudes seen, Tolerance results) {
    String input = node.inputs().get(operand);
    String other = node.inputs().get(1 - operand);
    if (input.equals(other)) {
      return results.ofBase(2);
    }
    TensorData constant = inputs.constant(1 - operand);
    if (constant != null) {
      return results.dividedBy(Magnitudes.of(constant.toDoubles()));
    }
    double beside = seen.magnitude(other).orElse(1);
    double product = seen.magnitude(node.outputs().get(0)).orElse(0);
    boolean unlike = beside * seen.magnitude(input).orElse(1) > UNLIKE * product;
    Tolerance own =
        unlike && product > 0
            ? new Tolerance(Tolerance.OF_RESULTS, product / beside)
            : Tolerance.NONE;
    return results.dividedBy(beside).and(own);
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    String left = node.inputs().get(0);
    String right = node.inputs().get(1);
    context.wires().bind(output, Scaling.product(context, output, left, right));
  }
}
