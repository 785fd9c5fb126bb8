package dev.vouch.circuits.operator;

import dev.vouch.circuits.data.DataType;

/** An element-wise comparison; the result is boolean. */
abstract class Comparison extends ElementwiseBinary {
  @Override
  final DataType resultType(DataType operandType) {
    return DataType.BOOL;
  }

  /** Negative, zero or positive as a is less than, equal to or greater than b. */
  static int order(DataType type, long a, long b) {
    return type.isUnsigned() ? Long.compareUnsigned(a, b) : Long.compare(a, b);
  }
}
