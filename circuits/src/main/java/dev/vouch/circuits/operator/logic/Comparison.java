package dev.vouch.circuits.operator.logic;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.operator.elementwise.ElementwiseBinary;

/** An element-wise comparison; the result is boolean. */
abstract class Comparison extends ElementwiseBinary {
  @Override
  protected final DataType resultType(DataType operandType) {
    return DataType.BOOL;
  }
}
