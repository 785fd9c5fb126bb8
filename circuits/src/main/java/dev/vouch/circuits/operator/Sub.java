package dev.vouch.circuits.operator;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.node.Node;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/** Sub: a − b, broadcast. */
final class Sub extends ElementwiseBinary {
  @Override
  public String type() {
    return "Sub";
  }

  @Override
  DoubleBinaryOperator function(Node node) {
    return (a, b) -> a - b;
  }

  @Override
  LongBinaryOperator integerFunction(Node node, DataType type) {
    return (a, b) -> a - b;
  }
}
