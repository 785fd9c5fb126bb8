package dev.vouch.circuits.operator.logic;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.SliceFactors.Axis;
import dev.vouch.circuits.operator.elementwise.ElementwiseBinary;

/** An element-wise comparison; the result is boolean. */
abstract class Comparison extends ElementwiseBinary implements Lowered {
  /** The result of comparing two values of the graph, of which at most one is constant. */
  abstract Wire lowered(LoweringContext context, String output, String left, String right);

  @Override
  protected final DataType resultType(DataType operandType) {
    return DataType.BOOL;
  }

  /** What is compared with a constant needs its order alone. */
  @Override
  public final boolean takesPlaces(Node node, Inference inputs) {
    return inputs.constant(0) != null || inputs.constant(1) != null;
  }

  @Override
  public final boolean decides(Node node, Inference inputs) {
    return takesPlaces(node, inputs);
  }

  /** Operands of which slices are scaled alike compare as they do unscaled. */
  @Override
  public final void factors(Node node, Inference inputs, SliceFactors factors) {
    int[] result = infer(node, inputs).get(0).shape();
    int constant = inputs.constant(0) != null ? 0 : 1;
    for (int fromEnd = 0; fromEnd < result.length; fromEnd++) {
      int axis = inputs.input(1 - constant).rank() - 1 - fromEnd;
      int other = inputs.input(constant).rank() - 1 - fromEnd;
      int length = result[result.length - 1 - fromEnd];
      if (axis < 0 || inputs.input(1 - constant).shape()[axis] != length) {
        continue;
      }
      Axis slices = Axis.ofOperand(1 - constant, axis);
      if (inputs.constant(constant) != null) {
        factors.constant(constant, fromEnd, slices, 1);
      } else if (other >= 0 && inputs.input(constant).shape()[other] == length) {
        factors.same(slices, Axis.ofOperand(constant, other), length);
      }
    }
  }

  @Override
  public final void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    String left = node.inputs().get(0);
    String right = node.inputs().get(1);
    context.wires().bind(output, lowered(context, output, left, right));
  }
}
