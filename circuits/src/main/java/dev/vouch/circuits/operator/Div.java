package dev.vouch.circuits.operator;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.lowering.Lowering;
import dev.vouch.circuits.lowering.Scaling;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/** Div: a / b, broadcast; integers are truncated toward zero. */
final class Div extends ElementwiseBinary {
  @Override
  public String type() {
    return "Div";
  }

  @Override
  DoubleBinaryOperator function(Node node) {
    return (a, b) -> a / b;
  }

  @Override
  LongBinaryOperator integerFunction(Node node, DataType type) {
    return type.isUnsigned() ? IntegerDivision::unsignedQuotient : IntegerDivision::quotient;
  }

  @Override
  public void lower(Node node, Lowering lowering) {
    if (!lowering.info(node.outputs().get(0)).type().isFloating()) {
      throw new UnsupportedNodeException("a quotient of computed integers is not supported");
    }
    Scaling.bindQuotient(lowering, node.inputs(), node.outputs().get(0));
  }
}
