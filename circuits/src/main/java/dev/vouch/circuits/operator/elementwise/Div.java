package dev.vouch.circuits.operator.elementwise;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.lowering.IntegerQuotient;
import dev.vouch.circuits.lowering.Lowering;
import dev.vouch.circuits.lowering.Scaling;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/** Div: a / b, broadcast; integers are truncated toward zero. */
final class Div extends ElementwiseBinary implements Lowered {
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
  public void lower(Node node, Lowering lowering) {
    String output = node.outputs().get(0);
    if (lowering.isInteger(output)) {
      IntegerQuotient.bind(lowering, node.inputs(), output);
    } else {
      Scaling.bindQuotient(lowering, node.inputs(), output);
    }
  }
}
