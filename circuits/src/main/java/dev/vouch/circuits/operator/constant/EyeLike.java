package dev.vouch.circuits.operator.constant;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Casting;

/**
 * EyeLike: 1 on diagonal {@code k} of a matrix of the input's shape, otherwise 0; of the input's
 * type unless {@code dtype} is given. Known before any input arrives.
 */
final class EyeLike extends FromShapes {
  @Override
  public String type() {
    return "EyeLike";
  }

  @Override
  public int sinceOpset() {
    return 9;
  }

  @Override
  TensorData value(Node node, Inference inputs) {
    ValueInfo like = inputs.input(0);
    if (like.rank() != 2) {
      throw new InvalidNodeException("the input needs two axes, got " + like);
    }
    DataType type =
        node.hasAttribute("dtype")
            ? DataType.ofOnnxCode((int) node.integer("dtype", 0))
            : like.type();
    long k = node.integer("k", 0);
    int columns = like.shape()[1];
    long[] cells = new long[like.size()];
    for (int row = 0; row < like.shape()[0]; row++) {
      long column = row + k;
      if (column >= 0 && column < columns) {
        cells[row * columns + (int) column] = 1;
      }
    }
    return Casting.cast(TensorData.ofLongs(DataType.INT64, like.shape(), cells), type);
  }
}
