package dev.vouch.circuits.operator;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;

/** Values in another element type, as ONNX's Cast defines it. */
public final class Casting {
  private Casting() {}

  /**
   * The same values as {@code target}: floats become integers by truncation toward zero, booleans
   * by comparison with 0.
   */
  public static TensorData cast(TensorData tensor, DataType target) {
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
}
