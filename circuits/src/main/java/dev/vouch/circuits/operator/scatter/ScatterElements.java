package dev.vouch.circuits.operator.scatter;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.index.PointedUpdates;
import dev.vouch.circuits.lowering.recipe.index.Positions;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.operator.Indices;
import java.util.Arrays;
import java.util.List;

/**
 * ScatterElements, and Scatter as it was called before opset 11: each index says where along one
 * axis its update goes; along the others it is where the index is.
 */
final class ScatterElements extends Scattering {
  private final String type;

  /** An operator of that type. */
  ScatterElements(String type) {
    this.type = type;
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  int[] updates(Node node, Inference inputs) {
    int[] shape = Indices.shape(inputs, 1);
    Indices.requireWithin(axis(node, inputs), inputs.input(0).shape(), shape);
    return shape;
  }

  private static int axis(Node node, Inference inputs) {
    return Shape.axis(node.integer("axis", 0), inputs.input(0).rank());
  }

  @Override
  int axisOfUpdates(Node node, Inference inputs, int axis) {
    return axis == axis(node, inputs) ? -1 : axis;
  }

  @Override
  int[] targets(Node node, Inference inputs) {
    long[] indices = Indices.constant(inputs, 1);
    int[] data = inputs.input(0).shape();
    return Indices.alongAxis(axis(node, inputs), data, updates(node, inputs), indices);
  }

  @Override
  List<Node> reduced(Node node, Inference inputs) {
    requireWhole(node, inputs);
    int[] indices = inputs.input(1).shape();
    return ReducedScatter.alongAxis(node, axis(node, inputs), inputs.input(0), indices);
  }

  private static void requireWhole(Node node, Inference inputs) {
    int axis = axis(node, inputs);
    int[] data = inputs.input(0).shape();
    int[] indices = inputs.input(1).shape();
    for (int other = 0; other < data.length; other++) {
      if (other != axis && indices[other] != data[other]) {
        throw new UnsupportedNodeException(
            "computed indices "
                + Arrays.toString(indices)
                + " that are shorter than the data "
                + Arrays.toString(data)
                + " beside the axis are not supported");
      }
    }
  }

  @Override
  PointedUpdates pointed(Node node, LoweringContext context) {
    Inference inputs = context.graph().inference(node);
    requireWhole(node, inputs);
    int axis = axis(node, inputs);
    int[] data = inputs.input(0).shape();
    String labels = Labels.of(data.length);
    Wire positions =
        Positions.oneHot(
            context, node.outputs().get(0), context.wires().of(node.inputs().get(1)), data[axis]);
    return new PointedUpdates(
        context.wires().ofAny(node.inputs().get(0)),
        Indices.along(axis, labels),
        context.wires().ofAny(node.inputs().get(2)),
        labels,
        positions,
        labels);
  }
}
