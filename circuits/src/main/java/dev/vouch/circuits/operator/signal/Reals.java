package dev.vouch.circuits.operator.signal;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Casting;

/** Real numbers as tensors of a type that a node asks for. */
final class Reals {
  private Reals() {}

  /** The values in the type and shape. */
  static TensorData of(ValueInfo info, double... values) {
    return Casting.cast(TensorData.ofDoubles(DataType.DOUBLE, info.shape(), values), info.type());
  }
}
