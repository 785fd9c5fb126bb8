package dev.vouch.circuits.operator.logic;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.recipe.Booleans;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.elementwise.ElementwiseBinary;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/** A function of two booleans. */
abstract class LogicalBinary extends ElementwiseBinary implements Lowered {
  /** The function on 0 and 1. */
  abstract long apply(long a, long b);

  /**
   * The function as s·(a + b) + p·a·b: it is s where one operand is 1, and 2s + p where both are.
   */
  @Override
  public final void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    String left = node.inputs().get(0);
    String right = node.inputs().get(1);
    long sum = apply(0, 1);
    long product = apply(1, 1) - 2 * sum;
    context.wires().bind(output, Booleans.of(context, output, left, right, sum, product));
  }

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
