package dev.vouch.circuits.operator.logic;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.operator.elementwise.ElementwiseBinary;

/** An element-wise comparison; the result is boolean. */
public abstract class Comparison extends ElementwiseBinary {
  @Override
  protected final DataType resultType(DataType operandType) {
    return DataType.BOOL;
  }

  /** Negative, zero or positive as a is less than, equal to or greater than b. */
  public static int order(DataType type, long a, long b) {
    return type.isUnsigned() ? Long.compareUnsigned(a, b) : Long.compare(a, b);
  }
}
