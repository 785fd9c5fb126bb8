package dev.vouch.circuits.operator.signal;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.data.UnsupportedDataTypeException;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Lengths;
import dev.vouch.circuits.operator.Operator;
import java.util.List;

/**
 * A window of a known size: a − b cos(2πn/N) + c cos(4πn/N), where N is the size if the window is
 * periodic, else one less.
 *
 * @param type of the operator
 */
record CosineWindow(String type, double a, double b, double c) implements Operator {
  private static final int FLOAT = 1;

  @Override
  public int sinceOpset() {
    return 17;
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    long[] size = inputs.constantIntegers(0, "size");
    if (size == null || size.length != 1) {
      throw new InvalidNodeException("its size must be one number");
    }
    try {
      DataType type = DataType.ofOnnxCode((int) node.integer("output_datatype", FLOAT));
      return List.of(new ValueInfo(type, Lengths.of(size)));
    } catch (UnsupportedDataTypeException e) {
      throw new UnsupportedNodeException(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    ValueInfo info = infer(node, inputs.asInference()).get(0);
    double[] window = new double[info.size()];
    int period = window.length - (node.flag("periodic", true) ? 0 : 1);
    for (int n = 0; n < window.length; n++) {
      double angle = 2 * Math.PI * n / period;
      window[n] = a - b * StrictMath.cos(angle) + c * StrictMath.cos(2 * angle);
    }
    return List.of(Reals.of(info, window));
  }
}
