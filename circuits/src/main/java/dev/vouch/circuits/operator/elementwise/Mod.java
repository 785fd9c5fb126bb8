package dev.vouch.circuits.operator.elementwise;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.IntegerDivision;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/**
 * Mod: the remainder with the sign of the divisor, or with {@code fmod} that of the dividend;
 * floating values need {@code fmod}.
 */
final class Mod extends ElementwiseBinary {
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
}
