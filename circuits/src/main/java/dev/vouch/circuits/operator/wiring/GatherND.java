package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.index.GatherRecipe;
import dev.vouch.circuits.lowering.recipe.index.GatherRecipe.Labelled;
import dev.vouch.circuits.lowering.recipe.index.Positions;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Indices;
import dev.vouch.circuits.operator.Indices.Tuples;
import dev.vouch.circuits.operator.Lengths;
import java.util.List;

/**
 * GatherND: for each tuple of indices along the first axes, or since opset 12 along those after
 * {@code batch_dims} axes, the cells that it points at. Negative indices count from the end.
 */
final class GatherND extends IndexedWiring {
  @Override
  public String type() {
    return "GatherND";
  }

  static Tuples tuples(Node node, Inference inputs) {
    int batch = Lengths.of(node.integer("batch_dims", 0))[0];
    return Tuples.of(batch, inputs.input(0).shape(), Indices.shape(inputs, 1));
  }

  @Override
  int[] shape(Node node, Inference inputs) {
    int[] data = inputs.input(0).shape();
    int[] indices = Indices.shape(inputs, 1);
    Tuples tuples = tuples(node, inputs);
    int from = tuples.batchAxes() + tuples.length();
    int[] shape = new int[indices.length - 1 + data.length - from];
    System.arraycopy(indices, 0, shape, 0, indices.length - 1);
    System.arraycopy(data, from, shape, indices.length - 1, data.length - from);
    return shape;
  }

  @Override
  int[] cells(Node node, Inference inputs) {
    long[] indices = Indices.constant(inputs, 1);
    Tuples tuples = tuples(node, inputs);
    return tuples.cells(tuples.starts(inputs.input(0).shape(), Indices.shape(inputs, 1), indices));
  }

  @Override
  int kept(Node node, Inference inputs, int axis) {
    Tuples tuples = tuples(node, inputs);
    int after = tuples.batchAxes() + tuples.length();
    int moved = shape(node, inputs).length - inputs.input(0).rank();
    return axis < tuples.batchAxes() ? axis : axis < after ? -1 : axis + moved;
  }

  @Override
  void lowerComputed(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    Inference inputs = context.graph().inference(node);
    Tuples tuples = tuples(node, inputs);
    int[] data = inputs.input(0).shape();
    int[] box = tuples.box(data);
    int batches = tuples.batches(data);
    Wire given = context.wires().of(node.input(1));
    List<Integer> shape = List.of(batches, tuples.count() / batches, tuples.length());
    Wire positions =
        Positions.oneHot(context, output, context.rearranging().reshape(given, shape), box);
    int[] cells = {batches, Shape.size(box), tuples.slice()};
    Labelled read = new Labelled(node.inputs().get(0), cells, cells, "bvs");
    Wire chosen = GatherRecipe.lower(context, output, "bps", read, positions, "bpv");
    context
        .wires()
        .bind(output, context.rearranging().reshape(chosen, context.graph().shape(output)));
  }
}
