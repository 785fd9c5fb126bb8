package dev.vouch.circuits.compile;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.quantise.FloatOrder;
import dev.vouch.verifier.circuit.ValueType;

/** How the integers of a network's input or output are read. */
final class PortTypeOf {
  private PortTypeOf() {}

  /**
   * Of a value of the graph.
   *
   * @param ordered whether nothing but its order matters
   */
  static ValueType value(DataType type, boolean ordered) {
    if (ordered) {
      return FloatOrder.of(type).valueType();
    }
    if (type.isFloating()) {
      return ValueType.REAL;
    }
    return type == DataType.BOOL ? ValueType.BOOLEAN : ValueType.INTEGER;
  }
}
