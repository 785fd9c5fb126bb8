package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.index.GatherRecipe;
import dev.vouch.circuits.lowering.recipe.index.GatherRecipe.Labelled;
import dev.vouch.circuits.lowering.recipe.index.Positions;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Indices;
import java.util.List;

/**
 * Gather: entries of one axis chosen by an index tensor, whose axes take that axis's place;
 * negative indices count from the end.
 */
final class Gather extends IndexedWiring {
  /** Label of the indices, which no axis of the data has. */
  private static final String ROWS = "R";

  @Override
  public boolean movesCells() {
    return true;
  }

  @Override
  public String type() {
    return "Gather";
  }

  @Override
  int[] shape(Node node, Inference inputs) {
    int[] data = inputs.input(0).shape();
    int[] indices = Indices.shape(inputs, 1);
    int axis = axis(node, data);
    TensorData known = inputs.constant(1);
    if (known != null) {
      for (long index : known.longs()) {
        Indices.position(index, data[axis]);
      }
    }
    int[] shape = new int[data.length - 1 + indices.length];
    System.arraycopy(data, 0, shape, 0, axis);
    System.arraycopy(indices, 0, shape, axis, indices.length);
    System.arraycopy(data, axis + 1, shape, axis + indices.length, data.length - axis - 1);
    return shape;
  }

  @Override
  int[] cells(Node node, Inference inputs) {
    int[] data = inputs.input(0).shape();
    int axis = axis(node, data);
    long[] indices = Indices.constant(inputs, 1);
    int length = data[axis];
    int inner = Shape.size(data, axis + 1, data.length);
    int outer = Shape.size(data, 0, axis);
    int[] cells = new int[Shape.size(shape(node, inputs))];
    int next = 0;
    for (int block = 0; block < outer; block++) {
      for (long index : indices) {
        int start = (block * length + Indices.position(index, length)) * inner;
        for (int i = 0; i < inner; i++) {
          cells[next++] = start + i;
        }
      }
    }
    return cells;
  }

  private static int axis(Node node, int[] data) {
    return Shape.axis(node.integer("axis", 0), data.length);
  }

  @Override
  int kept(Node node, Inference inputs, int axis) {
    int chosen = axis(node, inputs.input(0).shape());
    int more = inputs.input(1).rank() - 1;
    return axis == chosen ? -1 : axis < chosen ? axis : axis + more;
  }

  @Override
  void lowerComputed(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    String value = node.inputs().get(0);
    int[] data = context.graph().info(value).shape();
    int axis = axis(node, data);
    Wire flat =
        context
            .rearranging()
            .reshape(
                context.wires().of(node.input(1)),
                List.of(context.graph().info(node.input(1)).size()));
    Wire positions = Positions.oneHot(context, output, flat, data[axis]);
    String labels = Labels.of(data.length);
    String result = labels.substring(0, axis) + ROWS + labels.substring(axis + 1);
    Wire chosen =
        GatherRecipe.lower(
            context,
            output,
            result,
            new Labelled(value, data, data, labels),
            positions,
            ROWS + labels.substring(axis, axis + 1));
    context
        .wires()
        .bind(output, context.rearranging().reshape(chosen, context.graph().shape(output)));
  }
}
