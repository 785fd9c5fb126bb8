package dev.vouch.circuits.operator.pooling;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Extrema;
import dev.vouch.circuits.lowering.recipe.Windows;
import dev.vouch.circuits.lowering.recipe.spatial.PlacedMaximum;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.Window;
import java.util.List;
import java.util.stream.LongStream;

/**
 * MaxPool: the greatest value under a window, padding left out; the second output is where in the
 * tensor it is.
 */
final class MaxPool implements Lowered {
  @Override
  public String type() {
    return "MaxPool";
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    ValueInfo output = Pooling.infer(node, inputs);
    if (Pooling.window(node, inputs.input(0).shape()).isEmptySomewhere()) {
      throw new InvalidNodeException("a window lies wholly in padding, where there is no maximum");
    }
    return List.of(output, new ValueInfo(DataType.INT64, output.shape()));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    TensorData data = inputs.get(0);
    Window window = Pooling.window(node, data.shape());
    ValueInfo output = Pooling.output(ValueInfo.of(data), window);
    int[] cells = window.cells();
    int[] greatest = new int[output.size()];
    int channelCells = Shape.size(window.input());
    for (int channel = 0; channel < Pooling.channels(data); channel++) {
      for (int position = 0; position < window.positions(); position++) {
        greatest[channel * window.positions() + position] =
            greatest(data, channel * channelCells, cells, position, window.positions());
      }
    }
    TensorData values = data.gather(greatest, output.shape());
    if (!node.hasOutput(1)) {
      return List.of(values);
    }
    return List.of(values, indices(node, greatest, data.shape(), output));
  }

  private static int greatest(
      TensorData data, int start, int[] cells, int position, int positions) {
    int best = -1;
    for (int i = position; i < cells.length; i += positions) {
      if (cells[i] >= 0 && (best < 0 || data.doubleAt(start + cells[i]) > data.doubleAt(best))) {
        best = start + cells[i];
      }
    }
    return best;
  }

  /**
   * Cell numbers; with {@code storage_order} 1 the spatial axes count from the first instead of the
   * last.
   */
  private static TensorData indices(Node node, int[] cells, int[] dataShape, ValueInfo output) {
    long[] indices = new long[cells.length];
    int[] spatial = Pooling.spatial(dataShape);
    int channelCells = Shape.size(spatial);
    for (int i = 0; i < indices.length; i++) {
      long within = cells[i] % channelCells;
      if (node.flag("storage_order", false)) {
        within = columnMajor((int) within, spatial);
      }
      indices[i] = cells[i] / channelCells * (long) channelCells + within;
    }
    return TensorData.ofLongs(DataType.INT64, output.shape(), indices);
  }

  /** The number of a cell when the first axis is the one whose cells lie side by side. */
  private static long columnMajor(int cell, int... spatial) {
    int[] strides = Shape.strides(spatial);
    long columnMajor = 0;
    for (int axis = spatial.length - 1; axis >= 0; axis--) {
      columnMajor = columnMajor * spatial[axis] + cell / strides[axis] % spatial[axis];
    }
    return columnMajor;
  }

  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    Pooling.factors(inputs.input(0), factors);
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    Wire data = context.wires().of(node.inputs().get(0));
    Windows windows =
        Pooling.window(node, context.graph().info(node.inputs().get(0)).shape()).windows();
    if (!node.hasOutput(1)) {
      context.wires().bind(output, Extrema.maximum(context, output, data, windows));
      return;
    }
    String indices = node.outputs().get(1);
    String name = node.hasOutput(0) ? output : indices;
    PlacedMaximum placed = PlacedMaximum.lower(context, name, data, windows);
    if (node.hasOutput(0)) {
      context.wires().bind(output, placed.values());
    }
    context.wires().bind(indices, ofTensor(node, context, placed));
  }

  /** Numbers of cells of the whole tensor from those within a channel. */
  private static Wire ofTensor(Node node, LoweringContext context, PlacedMaximum placed) {
    String indices = node.outputs().get(1);
    int[] data = context.graph().info(node.inputs().get(0)).shape();
    int[] spatial = Pooling.spatial(data);
    long channelCells = Shape.size(spatial);
    Wire within =
        node.flag("storage_order", false)
            ? placed.renumbered(
                context,
                indices + ".columns",
                LongStream.range(0, channelCells)
                    .map(cell -> columnMajor((int) cell, spatial))
                    .toArray())
            : placed.cells();
    long[] starts =
        LongStream.range(0, (long) data[0] * data[1])
            .map(channel -> channel * channelCells)
            .toArray();
    String labels = Labels.of(data.length);
    int[] channels = {data[0], data[1]};
    return context
        .einsum(indices, labels)
        .add(1, Operand.of(within, labels))
        .add(
            1, Constants.integers(indices + ".starts", starts, channels, labels.substring(0, 2), 0))
        .build(0);
  }
}
