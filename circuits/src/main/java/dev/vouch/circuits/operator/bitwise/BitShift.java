package dev.vouch.circuits.operator.bitwise;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.recipe.integer.BitShifts;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.elementwise.ElementwiseBinary;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/** BitShift: integers without sign, shifted by numbers of bits to the left or right. */
final class BitShift extends ElementwiseBinary implements Lowered {
  @Override
  public String type() {
    return "BitShift";
  }

  @Override
  public int sinceOpset() {
    return 11;
  }

  private static boolean left(Node node) {
    String direction = node.text("direction", "");
    if (!direction.equals("LEFT") && !direction.equals("RIGHT")) {
      throw new InvalidNodeException("direction must be LEFT or RIGHT, got '" + direction + "'");
    }
    return direction.equals("LEFT");
  }

  @Override
  protected DoubleBinaryOperator function(Node node) {
    throw new InvalidNodeException("the operands must be integers");
  }

  @Override
  protected LongBinaryOperator integerFunction(Node node, DataType type) {
    if (!type.isUnsigned()) {
      throw new InvalidNodeException("the operands must have no sign");
    }
    boolean left = left(node);
    return (x, bits) -> {
      if (bits < 0 || bits >= type.bits()) {
        return 0;
      }
      return left ? x << bits : x >>> bits;
    };
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    String value = node.inputs().get(0);
    String bits = node.inputs().get(1);
    context.wires().bind(output, BitShifts.lower(context, output, value, bits, left(node)));
  }
}
