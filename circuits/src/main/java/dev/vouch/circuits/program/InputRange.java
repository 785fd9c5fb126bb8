package dev.vouch.circuits.program;

import dev.vouch.circuits.emit.CircuitBuilder;
import dev.vouch.circuits.emit.Fill;
import dev.vouch.circuits.emit.Values;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPort;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * Declares network inputs and proves that hidden ones lie in their declared ranges
 * (docs/spec/primitives.md §1).
 */
final class InputRange {
  private InputRange() {}

  static void declare(IntegerProgram program, CircuitBuilder circuit, NetworkPort port) {
    IntegerTensor tensor = program.tensor(port.tensor());
    circuit.scope("", port.tensor());
    int input =
        circuit.input(
            port.name(),
            tensor.shape(),
            tensor.range().lo(),
            tensor.range().hi(),
            tensor.scaleExponent(),
            port.hidden(),
            values -> values.of(port.tensor()));
    circuit.bind(port.tensor(), input);
    if (port.hidden()) {
      circuit.scope(port.name(), port.tensor());
      prove(circuit, input, tensor.range(), port.tensor(), x -> x, 1);
    }
  }

  /**
   * Proves lo ≤ x ≤ hi for a committed tensor.
   *
   * @param value x as a function of the program tensor's value
   */
  private static void prove(
      CircuitBuilder circuit,
      int x,
      Interval range,
      int programTensor,
      LongUnaryOperator value,
      int limb) {
    int bits = circuit.limbBits();
    long size = range.hi() - range.lo() + 1;
    if (size <= 1L << bits || range.lo() % (1L << bits) != 0 || size % (1L << bits) != 0) {
      circuit.range(x, range.lo(), Math.toIntExact(size));
      return;
    }
    List<Integer> shape = circuit.shape(x);
    Interval upperRange = new Interval(range.lo() >> bits, range.hi() >> bits);
    LongUnaryOperator upperValue = v -> value.applyAsLong(v) >> bits;
    int upper =
        circuit.witness(
            "upper" + limb,
            shape,
            upperRange.lo(),
            upperRange.hi(),
            fill(programTensor, upperValue));
    long half = 1L << (bits - 1);
    circuit.range(
        circuit.derived(
            "lower" + limb, circuit.sum(shape).plus(1, x).plus(-(1L << bits), upper).plus(-half)),
        -half,
        1 << bits);
    prove(circuit, upper, upperRange, programTensor, upperValue, limb + 1);
  }

  private static Fill fill(int programTensor, LongUnaryOperator function) {
    return (Values values) -> {
      long[] x = values.of(programTensor);
      long[] result = new long[x.length];
      for (int i = 0; i < result.length; i++) {
        result[i] = function.applyAsLong(x[i]);
      }
      return result;
    };
  }
}
