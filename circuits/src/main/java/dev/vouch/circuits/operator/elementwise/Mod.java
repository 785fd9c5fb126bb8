package dev.vouch.circuits.operator.elementwise;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.recipe.quotient.IntegerQuotient;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.operator.IntegerDivision;
import dev.vouch.circuits.operator.Lowered;
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
    if (!context.graph().isInteger(output)) {
      throw new UnsupportedNodeException("remainders of real numbers are not supported");
    }
    context
        .wires()
        .bind(
            output,
            node.flag("fmod", false)
                ? IntegerQuotient.remainder(context, output, value, divisor)
                : IntegerQuotient.modulus(context, output, value, divisor));
  }
}
