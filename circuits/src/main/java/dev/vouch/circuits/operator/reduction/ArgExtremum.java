package dev.vouch.circuits.operator.reduction;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.ArgMaxRecipe;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Lanes;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.SliceFactors.Axis;
import java.util.List;

/**
 * Position of the best value along one axis; of equal ones the first, or the last with {@code
 * select_last_index}.
 */
abstract class ArgExtremum implements Lowered {
  /** Whether {@code a} is strictly better than {@code b}. */
  abstract boolean better(double a, double b);

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    int[] shape = inputs.input(0).shape();
    int axis = axis(node, shape);
    if (shape[axis] == 0) {
      throw new InvalidNodeException("axis " + axis + " has no cells to choose from");
    }
    return List.of(
        new ValueInfo(DataType.INT64, Reduction.without(shape, axis, node.flag("keepdims", true))));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    TensorData data = inputs.get(0);
    ValueInfo info = infer(node, inputs.asInference()).get(0);
    Lanes lanes = Lanes.along(axis(node, data.shape()), data.shape());
    boolean last = node.flag("select_last_index", false);
    long[] result = new long[info.size()];
    int next = 0;
    for (int outer = 0; outer < lanes.outerCount(); outer++) {
      for (int inner = 0; inner < lanes.innerCount(); inner++) {
        result[next++] =
            best(data, lanes.start(outer, inner), lanes.length(), lanes.innerCount(), last);
      }
    }
    return List.of(TensorData.ofLongs(DataType.INT64, info.shape(), result));
  }

  private int best(TensorData data, int start, int length, int stride, boolean last) {
    int best = 0;
    for (int i = 1; i < length; i++) {
      double value = data.doubleAt(start + i * stride);
      double bestValue = data.doubleAt(start + best * stride);
      if (better(value, bestValue) || (last && value == bestValue)) {
        best = i;
      }
    }
    return best;
  }

  /** Along other axes than its own, factors leave the best value where it is. */
  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    int[] shape = inputs.input(0).shape();
    for (int axis = 0; axis < shape.length; axis++) {
      if (axis != axis(node, shape)) {
        factors.free(Axis.ofOperand(0, axis));
      }
    }
  }

  static int axis(Node node, int[] shape) {
    return Shape.axis(node.integer("axis", 0), shape.length);
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    String data = node.inputs().get(0);
    int[] shape = context.graph().info(data).shape();
    int axis = axis(node, shape);
    Lanes lanes = Lanes.along(axis, shape);
    Wire x = ArgMaxRecipe.operand(context, data, axis);
    Wire rows =
        context
            .rearranging()
            .reshape(x, List.of(lanes.outerCount(), lanes.length(), lanes.innerCount()));
    Wire place =
        ArgMaxRecipe.lower(
            context,
            output,
            rows.through(rows.view().transpose(0, 2, 1)),
            better(1, 0) ? 1 : -1,
            node.flag("select_last_index", false));
    context
        .wires()
        .bind(output, context.rearranging().reshape(place, context.graph().shape(output)));
  }
}
