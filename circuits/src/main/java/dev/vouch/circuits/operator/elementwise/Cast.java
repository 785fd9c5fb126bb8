package dev.vouch.circuits.operator.elementwise;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.data.UnsupportedDataTypeException;
import dev.vouch.circuits.lowering.Lowering;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Operator;
import java.util.List;

/**
 * Cast: the same values in another element type. Floats become integers by truncation toward zero,
 * booleans by comparison with 0.
 */
public final class Cast implements Operator {
  @Override
  public String type() {
    return "Cast";
  }

  @Override
  public int sinceOpset() {
    return 6;
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    return List.of(new ValueInfo(target(node), inputs.input(0).shape()));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    return List.of(cast(inputs.get(0), target(node)));
  }

  private static DataType target(Node node) {
    if (!node.hasAttribute("to")) {
      throw new InvalidNodeException("attribute 'to' is missing");
    }
    try {
      return DataType.ofOnnxCode((int) node.integer("to", 0));
    } catch (UnsupportedDataTypeException e) {
      throw new UnsupportedNodeException(String.valueOf(e.getMessage()));
    }
  }

  static TensorData cast(TensorData tensor, DataType target) {
    if (tensor.type() == target) {
      return tensor;
    }
    if (target.isFloating()) {
      double[] source = tensor.toDoubles();
      double[] result = new double[source.length];
      for (int i = 0; i < result.length; i++) {
        result[i] = target.round(source[i]);
      }
      return TensorData.ofDoubles(target, tensor.shape(), result);
    }
    long[] result = new long[tensor.size()];
    for (int i = 0; i < result.length; i++) {
      if (target == DataType.BOOL) {
        result[i] = tensor.doubleAt(i) != 0 ? 1 : 0;
      } else {
        result[i] =
            target.wrap(tensor.isFloating() ? (long) tensor.doubles()[i] : tensor.longs()[i]);
      }
    }
    return TensorData.ofLongs(target, tensor.shape(), result);
  }

  /**
   * A tensor of {@code type} from results of double arithmetic, truncated toward zero where the
   * type is an integer.
   */
  public static TensorData ofComputed(DataType type, int[] shape, double[] values) {
    return type.isFloating()
        ? TensorData.ofDoubles(type, shape, values)
        : cast(TensorData.ofDoubles(DataType.DOUBLE, shape, values), type);
  }

  @Override
  public void lower(Node node, Lowering lowering) {
    String output = node.outputs().get(0);
    Wire wire = lowering.wire(node.inputs().get(0));
    boolean exact = lowering.info(output).type().isFloating() || lowering.holdsIntegers(wire);
    if (!exact || lowering.info(output).type() == DataType.BOOL) {
      throw new UnsupportedNodeException(
          "a cast of computed values from floating point to "
              + lowering.info(output).type().displayName()
              + " is not supported");
    }
    lowering.bind(output, wire);
  }
}
