package dev.vouch.circuits.program;

import dev.vouch.circuits.emit.CircuitBuilder;
import dev.vouch.circuits.emit.Fill;
import dev.vouch.circuits.emit.RangeProof;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.NetworkPort;

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
            Fill.copyOf(port.tensor()));
    circuit.bind(port.tensor(), input);
    if (port.hidden()) {
      circuit.scope(port.name(), port.tensor());
      new RangeProof(circuit, tensor.shape(), port.tensor()).declared(input, tensor.range());
    }
  }
}
