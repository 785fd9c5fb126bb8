package dev.vouch.circuits.operator.elementwise;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Scaling;
import dev.vouch.circuits.lowering.recipe.quotient.IntegerQuotient;
import dev.vouch.circuits.lowering.recipe.wide.Ratio;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.IntegerDivision;
import dev.vouch.circuits.operator.Linearity;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.Magnitudes;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.Tolerance;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/** Div: a / b, broadcast; integers are truncated toward zero. */
final class Div extends ElementwiseBinary implements Lowered {
  /** The part of the largest quotient that one may be off: beside it all others are often small. */
  private static final double OF_QUOTIENTS = 0x1p-13;

  @Override
  public String type() {
    return "Div";
  }

  @Override
  protected DoubleBinaryOperator function(Node node) {
    return (a, b) -> a / b;
  }

  @Override
  protected LongBinaryOperator integerFunction(Node node, DataType type) {
    return type.isUnsigned() ? IntegerDivision::unsignedQuotient : IntegerDivision::quotient;
  }

  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    ElementwiseFactors.ofProduct(1, -1, infer(node, inputs).get(0), inputs, factors);
  }

  @Override
  public Linearity linearity(Node node, Inference inputs) {
    return inputs.constant(1) == null
        ? Linearity.NONE
        : ElementwiseFactors.ofConstantProduct(infer(node, inputs).get(0), inputs);
  }

  @Override
  public Tolerance tolerance(
      Node node, Inference inputs, int operand, Magnitudes seen, Tolerance results) {
    String divisor = node.inputs().get(1);
    TensorData constant = inputs.constant(1);
    if (constant != null) {
      return results.dividedBy(
          1 / Arrays.stream(constant.toDoubles()).map(Math::abs).min().orElse(1));
    }
    OptionalDouble least = seen.least(divisor);
    if (least.isEmpty()) {
      return Tolerance.NONE;
    }
    double most = seen.magnitude(node.outputs().get(0)).orElse(0);
    double error = Math.min(OF_QUOTIENTS * most, results.error());
    return operand == 0
        ? Tolerance.absolute(
            error * least.getAsDouble(), seen.magnitude(node.inputs().get(0)).orElse(0))
        : new Tolerance(error / most, least.getAsDouble());
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    String dividend = node.inputs().get(0);
    String divisor = node.inputs().get(1);
    context.wires().bind(output, quotient(context, output, dividend, divisor));
  }

  private static Wire quotient(
      LoweringContext context, String output, String dividend, String divisor) {
    if (context.graph().isInteger(output)) {
      return IntegerQuotient.lower(context, output, dividend, divisor);
    }
    return context.graph().isConstant(divisor)
        ? Scaling.quotient(context, output, dividend, divisor)
        : Ratio.lower(context, output, dividend, divisor);
  }
}
