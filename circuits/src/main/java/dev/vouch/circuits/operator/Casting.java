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
      double[] result = new double[tensor.size()];
      for (int i = 0; i < result.length; i++) {
        result[i] = real(tensor, i, target);
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

  private static double real(TensorData tensor, int cell, DataType target) {
    if (tensor.isFloating()) {
      return target.round(tensor.doubles()[cell]);
    }
    long integer = tensor.longs()[cell];
    if (integer < 0 && tensor.type() == DataType.UINT64) {
      long half = (integer >>> 1) | (integer & 1); // the lowest bit still says where a tie is none
      return target.round(2 * target.ofInteger(half));
    }
    return target.ofInteger(integer);
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
