package dev.vouch.circuits.operator.scatter;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.index.PointedUpdates;
import dev.vouch.circuits.lowering.recipe.index.Positions;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Indices;
import dev.vouch.circuits.operator.Indices.Tuples;
import java.util.List;

/** ScatterND: each tuple of indices along the data's first axes says where its updates go. */
final class ScatterND extends Scattering {
  @Override
  public String type() {
    return "ScatterND";
  }

  private static Tuples tuples(Inference inputs) {
    return Tuples.of(0, inputs.input(0).shape(), Indices.shape(inputs, 1));
  }

  @Override
  int[] updates(Node node, Inference inputs) {
    int[] data = inputs.input(0).shape();
    int[] indices = Indices.shape(inputs, 1);
    int from = tuples(inputs).length();
    int[] shape = new int[indices.length - 1 + data.length - from];
    System.arraycopy(indices, 0, shape, 0, indices.length - 1);
    System.arraycopy(data, from, shape, indices.length - 1, data.length - from);
    return shape;
  }

  @Override
  int axisOfUpdates(Node node, Inference inputs, int axis) {
    int indexed = tuples(inputs).length();
    return axis < indexed ? -1 : Indices.shape(inputs, 1).length - 1 + axis - indexed;
  }

  @Override
  int[] targets(Node node, Inference inputs) {
    long[] indices = Indices.constant(inputs, 1);
    Tuples tuples = tuples(inputs);
    return tuples.cells(tuples.starts(inputs.input(0).shape(), Indices.shape(inputs, 1), indices));
  }

  @Override
  List<Node> reduced(Node node, Inference inputs) {
    return ReducedScatter.atTuples(node, tuples(inputs), inputs.input(0));
  }

  @Override
  PointedUpdates pointed(Node node, LoweringContext context) {
    Inference inputs = context.graph().inference(node);
    Tuples tuples = tuples(inputs);
    int[] box = tuples.box(inputs.input(0).shape());
    Wire indices = context.wires().of(node.inputs().get(1));
    Wire rows = context.rearranging().reshape(indices, List.of(1, tuples.count(), tuples.length()));
    return new PointedUpdates(
        reshaped(context, node.inputs().get(0), 1, Shape.size(box), tuples.slice()),
        "bPs",
        reshaped(context, node.inputs().get(2), 1, tuples.count(), tuples.slice()),
        "bps",
        Positions.oneHot(context, node.outputs().get(0), rows, box),
        "bp");
  }

  private static Wire reshaped(LoweringContext context, String value, Integer... shape) {
    Wire narrow = context.rescaling().narrow(context.wires().ofAny(value));
    return context.rearranging().reshape(narrow, List.of(shape));
  }
}
