package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Padding;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Axes;
import dev.vouch.circuits.operator.Lengths;
import java.util.stream.IntStream;

/**
 * CenterCropPad: axes cut around their centre, or padded with 0 on both sides, to given lengths. Of
 * an odd number of cells the larger half is cut, or added, at the end.
 */
final class CenterCropPad extends StaticWiring {
  @Override
  public String type() {
    return "CenterCropPad";
  }

  @Override
  int[] shape(Node node, Inference inputs) {
    int[] shape = inputs.input(0).shape().clone();
    long[] wanted = inputs.constantIntegers(1, "shape");
    long[] given = node.integers("axes");
    long[] axes = given == null ? IntStream.range(0, shape.length).asLongStream().toArray() : given;
    Axes.marked(axes, shape.length);
    if (wanted == null || wanted.length != axes.length) {
      throw new InvalidNodeException("shape must have one entry for each of the axes");
    }
    for (int i = 0; i < axes.length; i++) {
      shape[Shape.axis(axes[i], shape.length)] = Lengths.of(wanted[i])[0];
    }
    return shape;
  }

  /** Cells added before each axis; negative where some are cut. */
  private int[] before(Node node, Inference inputs) {
    int[] from = inputs.input(0).shape();
    int[] to = shape(node, inputs);
    return IntStream.range(0, to.length).map(axis -> (to[axis] - from[axis]) / 2).toArray();
  }

  @Override
  int[] cells(Node node, Inference inputs) {
    int[] from = inputs.input(0).shape();
    int[] to = shape(node, inputs);
    int[] before = before(node, inputs);
    int[] cells = {0};
    for (int axis = 0; axis < to.length; axis++) {
      int[] outer = cells;
      cells = new int[Math.multiplyExact(outer.length, to[axis])];
      for (int i = 0; i < cells.length; i++) {
        int position = i % to[axis] - before[axis];
        boolean inside = outer[i / to[axis]] >= 0 && position >= 0 && position < from[axis];
        cells[i] = inside ? outer[i / to[axis]] * from[axis] + position : -1;
      }
    }
    return cells;
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    Wire x = context.wires().of(node.inputs().get(0));
    int[] before = before(node, context.graph().inference(node));
    context.wires().bind(output, Padding.lower(context, x, context.graph().shape(output), before));
  }
}
