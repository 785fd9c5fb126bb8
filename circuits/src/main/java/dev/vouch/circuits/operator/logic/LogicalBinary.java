package dev.vouch.circuits.operator.logic;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.elementwise.ElementwiseBinary;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/** A function of two booleans. */
abstract class LogicalBinary extends ElementwiseBinary {
  /** The function on 0 and 1. */
  abstract long apply(long a, long b);

  @Override
  protected DoubleBinaryOperator function(Node node) {
    throw new InvalidNodeException("operands must be boolean");
  }

  @Override
  protected LongBinaryOperator integerFunction(Node node, DataType type) {
    if (type != DataType.BOOL) {
      throw new InvalidNodeException("operands must be boolean, got " + type.displayName());
    }
    return this::apply;
  }
}
