package dev.vouch.circuits.operator.constant;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** Range: start, start + delta, … as long as limit is not reached. All three must be constant. */
final class Range implements Operator {
  @Override
  public String type() {
    return "Range";
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    double start = number(inputs, 0, "start");
    double limit = number(inputs, 1, "limit");
    double delta = number(inputs, 2, "delta");
    double count = Math.max(0, Math.ceil((limit - start) / delta));
    if (delta == 0 || !(count <= Integer.MAX_VALUE)) {
      throw new InvalidNodeException(
          "a range from " + start + " to " + limit + " in steps of " + delta);
    }
    return List.of(new ValueInfo(inputs.input(0).type(), (int) count));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    ValueInfo info = infer(node, inputs.asInference()).get(0);
    DataType type = info.type();
    TensorData start = inputs.get(0);
    TensorData delta = inputs.get(2);
    if (type.isFloating()) {
      double[] values = new double[info.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = start.doubleAt(0) + i * delta.doubleAt(0);
      }
      return List.of(TensorData.ofDoubles(type, info.shape(), values));
    }
    long[] values = new long[info.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = type.wrap(start.longs()[0] + i * delta.longs()[0]);
    }
    return List.of(TensorData.ofLongs(type, info.shape(), values));
  }

  private static double number(Inference inputs, int index, String meaning) {
    ValueInfo info = inputs.input(index);
    TensorData value = inputs.constant(index);
    if (value == null) {
      throw new UnsupportedNodeException(
          "input '" + meaning + "' must be constant, but it depends on the model's input");
    }
    if (value.size() != 1 || info.type().isFloating() != inputs.input(0).type().isFloating()) {
      throw new InvalidNodeException(
          "input '" + meaning + "' must be one number of the type of the others");
    }
    return value.doubleAt(0);
  }
}
