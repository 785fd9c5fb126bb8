package dev.vouch.circuits.operator.constant;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Operator;
import java.util.List;

/**
 * NonZero: coordinates of the cells that are not 0, one row an axis. The tensor must be constant:
 * its values decide the shape.
 */
final class NonZero implements Operator {
  @Override
  public String type() {
    return "NonZero";
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    int[] shape = inputs.input(0).shape();
    TensorData data = inputs.constant(0);
    if (data == null) {
      throw new UnsupportedNodeException(
          "the input must be constant, because its values decide the shape of the output");
    }
    return List.of(new ValueInfo(DataType.INT64, Math.max(1, shape.length), count(data)));
  }

  private static int count(TensorData data) {
    int count = 0;
    for (int cell = 0; cell < data.size(); cell++) {
      count += data.doubleAt(cell) != 0 ? 1 : 0;
    }
    return count;
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    TensorData data = inputs.get(0);
    int[] shape = data.rank() == 0 ? new int[] {1} : data.shape();
    int[] strides = Shape.strides(shape);
    int count = count(data);
    long[] coordinates = new long[shape.length * count];
    int column = 0;
    for (int cell = 0; cell < data.size(); cell++) {
      if (data.doubleAt(cell) != 0) {
        for (int axis = 0; axis < shape.length; axis++) {
          coordinates[axis * count + column] = cell / strides[axis] % shape[axis];
        }
        column++;
      }
    }
    return List.of(
        TensorData.ofLongs(DataType.INT64, new int[] {shape.length, count}, coordinates));
  }
}
