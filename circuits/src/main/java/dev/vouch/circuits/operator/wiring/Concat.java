package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Concatenation;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Lengths;
import dev.vouch.circuits.operator.Linearity;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.SliceFactors.Axis;
import java.util.Arrays;
import java.util.List;

/** Concat: inputs one after the other along an axis (1 unless given before opset 4). */
final class Concat implements Lowered {
  private static final int FIRST_WITH_REQUIRED_AXIS = 4;

  @Override
  public String type() {
    return "Concat";
  }

  @Override
  public boolean movesCells() {
    return true;
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    ValueInfo first = inputs.input(0);
    int axis = axis(node, first.rank());
    long length = 0;
    for (int i = 0; i < inputs.count(); i++) {
      ValueInfo input = inputs.input(i);
      requireFit(first, input, axis);
      length += input.shape()[axis];
    }
    int[] shape = first.shape().clone();
    shape[axis] = Lengths.of(length)[0];
    return List.of(first.withShape(shape));
  }

  private static void requireFit(ValueInfo first, ValueInfo input, int axis) {
    boolean fits =
        input.rank() == first.rank() && input.type().isFloating() == first.type().isFloating();
    for (int i = 0; fits && i < first.rank(); i++) {
      fits = i == axis || input.shape()[i] == first.shape()[i];
    }
    if (!fits) {
      throw new InvalidNodeException(first + " and " + input + " do not join along axis " + axis);
    }
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    ValueInfo info = infer(node, inputs.asInference()).get(0);
    int axis = axis(node, info.rank());
    int[] shape = info.shape();
    int outer = Shape.size(shape, 0, axis);
    int row = Shape.size(shape, axis, shape.length);
    boolean floating = info.type().isFloating();
    Object result = floating ? new double[info.size()] : new long[info.size()];
    int offset = 0;
    for (int i = 0; i < inputs.count(); i++) {
      TensorData input = inputs.get(i);
      int part = Shape.size(input.shape(), axis, shape.length);
      Object source = floating ? input.doubles() : input.longs();
      for (int block = 0; block < outer; block++) {
        System.arraycopy(source, block * part, result, block * row + offset, part);
      }
      offset += part;
    }
    return List.of(
        floating
            ? TensorData.ofDoubles(info.type(), shape, (double[]) result)
            : TensorData.ofLongs(info.type(), shape, (long[]) result));
  }

  private static int axis(Node node, int rank) {
    if (node.opset() >= FIRST_WITH_REQUIRED_AXIS && !node.hasAttribute("axis")) {
      throw new InvalidNodeException("attribute 'axis' is missing");
    }
    return Shape.axis(node.integer("axis", 1), rank);
  }

  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    ValueInfo result = infer(node, inputs).get(0);
    int joined = axis(node, result.rank());
    int offset = 0;
    for (int i = 0; i < inputs.count(); i++) {
      int[] shape = inputs.input(i).shape();
      for (int axis = 0; axis < shape.length; axis++) {
        int first = axis == joined ? offset : 0;
        if (inputs.constant(i) != null) {
          factors.constantSlices(
              i, shape.length - 1 - axis, Axis.ofResult(0, axis), first, shape[axis]);
        } else {
          factors.same(Axis.ofOperand(i, axis), Axis.ofResult(0, axis), from(first, shape[axis]));
        }
      }
      offset += shape[joined];
    }
  }

  /** For each slice of the result up to the end of a part the part's slice, or −1. */
  private static int[] from(int first, int length) {
    int[] from = new int[first + length];
    Arrays.setAll(from, slice -> slice < first ? -1 : slice - first);
    return from;
  }

  @Override
  public Linearity linearity(Node node, Inference inputs) {
    for (int i = 0; i < inputs.count(); i++) {
      if (inputs.constant(i) != null) {
        return Linearity.AFFINE;
      }
    }
    return Linearity.CELLWISE;
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    List<Wire> parts =
        node.inputs().stream()
            .filter(input -> context.graph().info(input).size() > 0)
            .map(context.wires()::ofAny)
            .toList();
    int axis = axis(node, context.graph().shape(output).size());
    context.wires().bind(output, Concatenation.lower(context, output, parts, axis));
  }
}
