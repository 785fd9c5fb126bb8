package dev.vouch.circuits.emit;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Rows of hidden inputs and outputs that hold one row of the data each (protocol.md §2.2), where a
 * circuit takes several: fewer points than rows of 2^8 cells, and none that spans two rows.
 */
public final class WidePorts {
  private WidePorts() {}

  /** Whether some row of a circuit's hidden ports would get wider. */
  public static boolean widen(Circuit circuit) {
    return !columnBits(circuit).isEmpty();
  }

  /** The circuit with such rows, as far as its width allows. */
  public static Circuit of(Circuit circuit) {
    Map<Integer, Integer> columnBits = columnBits(circuit);
    Tensor[] tensors = circuit.tensors().toArray(Tensor[]::new);
    columnBits.forEach(
        (index, bits) -> tensors[index] = ((Tensor.Committed) tensors[index]).withColumnBits(bits));
    return circuit.withTensors(List.of(tensors));
  }

  /** c_T of the ports that get others than the usual ones. */
  private static Map<Integer, Integer> columnBits(Circuit circuit) {
    Map<Integer, Integer> wide = new HashMap<>();
    int rows = circuit.rows();
    for (Port port : ports(circuit).toList()) {
      Tensor tensor = circuit.tensors().get(port.tensor());
      List<Integer> shape = tensor.shape();
      if (rows > 1
          && tensor instanceof Tensor.Committed
          && !shape.isEmpty()
          && shape.get(0) == rows) {
        int entry = PaddedSpace.of(shape.subList(1, shape.size())).bits();
        int bits = Math.min(circuit.c(), entry);
        if (bits > Tensor.portColumnBits(shape)) {
          wide.put(port.tensor(), bits);
        }
      }
    }
    return wide;
  }

  private static Stream<Port> ports(Circuit circuit) {
    return Stream.concat(circuit.inputs().stream(), circuit.outputs().stream());
  }
}
