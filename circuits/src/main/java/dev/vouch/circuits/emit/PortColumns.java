package dev.vouch.circuits.emit;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Tensor;
import java.util.List;
import java.util.stream.Stream;

/**
 * How many columns the matrices of hidden inputs and outputs have, as bits c_T (protocol.md §2.2):
 * one number a hidden port, inputs first. Of a circuit that takes several rows of data at once no
 * point of a new circuit spans two rows (§11, rule 37).
 */
public final class PortColumns {
  private PortColumns() {}

  /**
   * c_T where no point spans two rows.
   *
   * @param shape of the port's tensor
   * @param rows how many rows of data the circuit takes at once
   * @param c the circuit's width
   */
  public static int apart(List<Integer> shape, int rows, int c) {
    return rows > 1 && !shape.isEmpty() && shape.get(0) == rows
        ? Math.min(c, PaddedSpace.of(shape.subList(1, shape.size())).bits())
        : Tensor.portColumnBits(shape);
  }

  /** c_T as in programs of version 5: {@link #apart} only where that is more than usual. */
  public static int widened(List<Integer> shape, int rows, int c) {
    return Math.max(apart(shape, rows, c), Tensor.portColumnBits(shape));
  }

  /** The hidden tensors that ports name, inputs first: what the numbers belong to. */
  public static List<Tensor.Committed> tensors(Circuit circuit) {
    return hidden(circuit)
        .map(port -> (Tensor.Committed) circuit.tensors().get(port.tensor()))
        .toList();
  }

  /**
   * The circuit with such columns.
   *
   * @param columnBits one a hidden port
   */
  public static Circuit with(Circuit circuit, List<Integer> columnBits) {
    Tensor[] tensors = circuit.tensors().toArray(Tensor[]::new);
    List<Port> ports = hidden(circuit).toList();
    for (int i = 0; i < ports.size(); i++) {
      int index = ports.get(i).tensor();
      tensors[index] = ((Tensor.Committed) tensors[index]).withColumnBits(columnBits.get(i));
    }
    return circuit.withTensors(List.of(tensors));
  }

  private static Stream<Port> hidden(Circuit circuit) {
    return Stream.concat(circuit.inputs().stream(), circuit.outputs().stream())
        .filter(port -> circuit.tensors().get(port.tensor()) instanceof Tensor.Committed);
  }
}
