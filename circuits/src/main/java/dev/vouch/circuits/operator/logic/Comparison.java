package dev.vouch.circuits.operator.logic;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.elementwise.ElementwiseBinary;

/** An element-wise comparison; the result is boolean. */
abstract class Comparison extends ElementwiseBinary implements Lowered {
  /** The result of comparing two values of the graph, of which at most one is constant. */
  abstract Wire lowered(LoweringContext context, String output, String left, String right);

  @Override
  protected final DataType resultType(DataType operandType) {
    return DataType.BOOL;
  }

  @Override
  public final void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    String left = node.inputs().get(0);
    String right = node.inputs().get(1);
    context.wires().bind(output, lowered(context, output, left, right));
  }
}
