package dev.vouch.circuits.operator.elementwise;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.quotient.IntegerQuotient;
import dev.vouch.circuits.lowering.recipe.quotient.RealRemainder;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.IntegerDivision;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.Magnitudes;
import dev.vouch.circuits.operator.SteepTolerance;
import dev.vouch.circuits.operator.Tolerance;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/**
 * Mod: the remainder with the sign of the divisor, or with {@code fmod} that of the dividend;
 * floating values need {@code fmod}.
 */
final class Mod extends ElementwiseBinary implements Lowered {
  @Override
  public String type() {
    return "Mod";
  }

  @Override
  protected DoubleBinaryOperator function(Node node) {
    if (!node.flag("fmod", false)) {
      throw new InvalidNodeException("floating-point operands need fmod = 1");
    }
    return (a, b) -> a % b;
  }

  @Override
  protected LongBinaryOperator integerFunction(Node node, DataType type) {
    if (type.isUnsigned()) {
      return IntegerDivision::unsignedRemainder;
    }
    return node.flag("fmod", false) ? IntegerDivision::remainder : IntegerDivision::modulus;
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    String value = node.inputs().get(0);
    String divisor = node.inputs().get(1);
    context.wires().bind(output, remainder(node, context, output, value, divisor));
  }

  private static Wire remainder(
      Node node, LoweringContext context, String output, String value, String divisor) {
    if (!context.graph().isInteger(output)) {
      return RealRemainder.lower(context, output, value, divisor);
    }
    return node.flag("fmod", false)
        ? IntegerQuotient.remainder(context, output, value, divisor)
        : IntegerQuotient.modulus(context, output, value, divisor);
  }

  /** The remainder's error is that of a, and as many times that of b as b goes into a. */
  @Override
  public Tolerance tolerance(
      Node node, Inference inputs, int operand, Magnitudes seen, Tolerance results) {
    String dividend = node.inputs().get(0);
    String divisor = node.inputs().get(1);
    TensorData constant = inputs.constant(1);
    double least =
        constant == null
            ? seen.least(divisor).orElse(1)
            : Arrays.stream(constant.toDoubles()).map(Math::abs).min().orElse(1);
    double gain = operand == 0 ? 1 : Math.max(1, seen.magnitude(dividend).orElse(0) / least);
    return SteepTolerance.ofSlope(
            gain, operand == 0 ? dividend : divisor, node.outputs().get(0), seen)
        .and(results.dividedBy(gain));
  }
}
