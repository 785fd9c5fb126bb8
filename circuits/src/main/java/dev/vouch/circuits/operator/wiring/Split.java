package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.StridedView;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Wiring;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Lengths;
import dev.vouch.circuits.operator.Linearity;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.SliceFactors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Split: consecutive parts along an axis. Their lengths are an attribute before opset 13 and an
 * input since; without them the parts are equal, since opset 18 with a shorter last one.
 */
final class Split implements Lowered {
  private static final int FIRST_WITH_LENGTHS_INPUT = 13;
  private static final int FIRST_WITH_SHORTER_LAST = 18;

  @Override
  public String type() {
    return "Split";
  }

  @Override
  public int sinceOpset() {
    return 2;
  }

  @Override
  public boolean movesCells() {
    return true;
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    ValueInfo data = inputs.input(0);
    int axis = axis(node, data);
    List<ValueInfo> parts = new ArrayList<>();
    for (int length : lengths(node, inputs, data.shape()[axis])) {
      int[] shape = data.shape().clone();
      shape[axis] = length;
      parts.add(data.withShape(shape));
    }
    return parts;
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    TensorData data = inputs.get(0);
    int axis = axis(node, ValueInfo.of(data));
    int[] strides = Shape.strides(data.shape());
    List<TensorData> parts = new ArrayList<>();
    int offset = 0;
    for (ValueInfo part : infer(node, inputs.asInference())) {
      int[] cells = StridedView.cells(part.shape(), strides, offset * strides[axis]);
      parts.add(data.gather(cells, part.shape()));
      offset += part.shape()[axis];
    }
    return parts;
  }

  static int axis(Node node, ValueInfo data) {
    return Shape.axis(node.integer("axis", 0), data.rank());
  }

  private static int[] lengths(Node node, Inference inputs, int total) {
    long[] given =
        node.opset() < FIRST_WITH_LENGTHS_INPUT
            ? node.integers("split")
            : inputs.constantIntegers(1, "split");
    int parts = node.outputs().size();
    if (given != null) {
      int[] lengths = Lengths.of(given);
      if (lengths.length != parts || Arrays.stream(lengths).asLongStream().sum() != total) {
        throw new InvalidNodeException(
            "split " + Arrays.toString(lengths) + " does not fit " + parts + " parts of " + total);
      }
      return lengths;
    }
    if (node.integer("num_outputs", parts) != parts) {
      throw new InvalidNodeException("num_outputs is not the number of outputs, " + parts);
    }
    if (node.opset() < FIRST_WITH_SHORTER_LAST && total % parts != 0) {
      throw new InvalidNodeException(
          "length " + total + " does not split into " + parts + " equal parts");
    }
    int length = (total + parts - 1) / parts;
    int[] lengths = new int[parts];
    int left = total;
    for (int i = 0; i < parts; i++) {
      lengths[i] = Math.min(length, left);
      left -= lengths[i];
    }
    return lengths;
  }

  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    ValueInfo data = inputs.input(0);
    int axis = axis(node, data);
    int[] strides = Shape.strides(data.shape());
    int offset = 0;
    int part = 0;
    for (ValueInfo info : infer(node, inputs)) {
      if (node.hasOutput(part)) {
        int[] cells = StridedView.cells(info.shape(), strides, offset * strides[axis]);
        WiringFactors.of(part, data.shape(), info.shape(), cells, factors);
      }
      offset += info.shape()[axis];
      part++;
    }
  }

  @Override
  public Linearity linearity(Node node, Inference inputs) {
    return Linearity.CELLWISE;
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    Wire wire = context.wires().of(node.inputs().get(0));
    ValueInfo data = context.graph().info(node.inputs().get(0));
    int axis = axis(node, data);
    int[] strides = Shape.strides(data.shape());
    List<ValueInfo> parts = infer(node, context.graph().inference(node));
    int offset = 0;
    for (int i = 0; i < parts.size(); i++) {
      int[] shape = parts.get(i).shape();
      if (node.hasOutput(i)) {
        int[] cells = StridedView.cells(shape, strides, offset * strides[axis]);
        String output = node.outputs().get(i);
        context
            .wires()
            .bind(output, Wiring.lower(context, wire, context.graph().shape(output), cells));
      }
      offset += shape[axis];
    }
  }
}
