package dev.vouch.circuits.operator.bitwise;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.recipe.integer.Bitwise;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.elementwise.ElementwiseBinary;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/** A function of two integers, bit by bit. */
abstract class BitwiseBinary extends ElementwiseBinary implements Lowered {
  /** The function of numbers in two's complement. */
  abstract LongBinaryOperator function();

  @Override
  public int sinceOpset() {
    return 18;
  }

  @Override
  protected DoubleBinaryOperator function(Node node) {
    throw new InvalidNodeException("the operands must be integers");
  }

  @Override
  protected LongBinaryOperator integerFunction(Node node, DataType type) {
    return function();
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    String left = node.inputs().get(0);
    String right = node.inputs().get(1);
    context.wires().bind(output, Bitwise.lower(context, output, left, right, function()));
  }
}
