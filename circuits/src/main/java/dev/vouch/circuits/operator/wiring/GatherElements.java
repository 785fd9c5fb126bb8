package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.index.GatherRecipe;
import dev.vouch.circuits.lowering.recipe.index.GatherRecipe.Labelled;
import dev.vouch.circuits.lowering.recipe.index.Positions;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Indices;

/**
 * GatherElements: one cell for each index, which says where along one axis; along the others it is
 * where the index is. Negative indices count from the end.
 */
final class GatherElements extends IndexedWiring {
  @Override
  public String type() {
    return "GatherElements";
  }

  @Override
  int[] shape(Node node, Inference inputs) {
    int[] shape = Indices.shape(inputs, 1);
    Indices.requireWithin(axis(node, inputs), inputs.input(0).shape(), shape);
    return shape;
  }

  private static int axis(Node node, Inference inputs) {
    return Shape.axis(node.integer("axis", 0), inputs.input(0).rank());
  }

  @Override
  int[] cells(Node node, Inference inputs) {
    long[] indices = Indices.constant(inputs, 1);
    int[] data = inputs.input(0).shape();
    return Indices.alongAxis(axis(node, inputs), data, shape(node, inputs), indices);
  }

  @Override
  int kept(Node node, Inference inputs, int axis) {
    return axis == axis(node, inputs) ? -1 : axis;
  }

  @Override
  void lowerComputed(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    Inference inputs = context.graph().inference(node);
    int axis = axis(node, inputs);
    int[] data = inputs.input(0).shape();
    int[] kept = inputs.input(1).shape().clone();
    kept[axis] = data[axis];
    String labels = Labels.of(data.length);
    Wire positions =
        Positions.oneHot(context, output, context.wires().of(node.input(1)), data[axis]);
    Labelled read = new Labelled(node.inputs().get(0), data, kept, Indices.along(axis, labels));
    context
        .wires()
        .bind(
            output,
            GatherRecipe.lower(context, output, labels, read, positions, labels + Indices.PLACE));
  }
}
