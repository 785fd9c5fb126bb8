package dev.vouch.circuits.operator.reduction;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.integer.CumulativeSum;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Lanes;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.Magnitudes;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.SliceFactors.Axis;
import dev.vouch.circuits.operator.Tolerance;
import java.util.List;

/**
 * CumSum: each cell with those before it along an axis, with {@code reverse} those behind it, added
 * up; with {@code exclusive} without the cell itself.
 */
final class CumSum implements Lowered {
  @Override
  public String type() {
    return "CumSum";
  }

  @Override
  public int sinceOpset() {
    return 11;
  }

  private static int axis(Inference inputs) {
    TensorData axis = inputs.constant(1);
    if (axis == null) {
      throw new UnsupportedNodeException(
          "input 'axis' must be constant, but it depends on the model's input");
    }
    if (axis.size() != 1 || axis.isFloating()) {
      throw new InvalidNodeException("axis must be one integer, got " + axis);
    }
    return Shape.axis(axis.longs()[0], inputs.input(0).rank());
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    axis(inputs);
    return List.of(inputs.input(0));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    TensorData data = inputs.get(0);
    Lanes lanes = Lanes.along(axis(inputs.asInference()), data.shape());
    boolean exclusive = node.flag("exclusive", false);
    boolean reverse = node.flag("reverse", false);
    double[] reals = data.isFloating() ? new double[data.size()] : new double[0];
    long[] integers = data.isFloating() ? new long[0] : new long[data.size()];
    for (int outer = 0; outer < lanes.outerCount(); outer++) {
      for (int inner = 0; inner < lanes.innerCount(); inner++) {
        double real = 0;
        long integer = 0;
        for (int i = 0; i < lanes.length(); i++) {
          int step = reverse ? lanes.length() - 1 - i : i;
          int cell = lanes.start(outer, inner) + step * lanes.innerCount();
          if (data.isFloating()) {
            reals[cell] = exclusive ? real : real + data.doubles()[cell];
            real += data.doubles()[cell];
          } else {
            integers[cell] = data.type().wrap(exclusive ? integer : integer + data.longs()[cell]);
            integer += data.longs()[cell];
          }
        }
      }
    }
    return List.of(
        data.isFloating()
            ? TensorData.ofDoubles(data.type(), data.shape(), reals)
            : TensorData.ofLongs(data.type(), data.shape(), integers));
  }

  /** Along other axes than its own, sums have the factors of their summands. */
  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    ValueInfo data = inputs.input(0);
    for (int axis = 0; axis < data.rank(); axis++) {
      if (axis != axis(inputs)) {
        factors.same(Axis.ofOperand(0, axis), Axis.ofResult(0, axis), data.shape()[axis]);
      }
    }
    factors.wide(0, data);
  }

  @Override
  public Tolerance tolerance(
      Node node, Inference inputs, int operand, Magnitudes seen, Tolerance results) {
    return results.dividedBy(Math.sqrt(inputs.input(0).shape()[axis(inputs)]));
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    int axis = axis(context.graph().inference(node));
    Wire x = context.wires().of(node.inputs().get(0));
    boolean reverse = node.flag("reverse", false);
    boolean exclusive = node.flag("exclusive", false);
    context.wires().bind(output, CumulativeSum.lower(context, output, x, axis, reverse, exclusive));
  }
}
