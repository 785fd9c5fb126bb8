package dev.vouch.circuits.operator;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.node.Node;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/** Add: a + b, broadcast. */
final class Add extends ElementwiseBinary {
  @Override
  public String type() {
    return "Add";
  }

  @Override
  DoubleBinaryOperator function(Node node) {
    return Double::sum;
  }

  @Override
  LongBinaryOperator integerFunction(Node node, DataType type) {
    return Long::sum;
  }
}
