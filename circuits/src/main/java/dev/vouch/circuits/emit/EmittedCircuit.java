package dev.vouch.circuits.emit;

import dev.vouch.verifier.circuit.Circuit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A circuit and how its witness follows from a run of the integer program.
 *
 * @param fills one entry for each PUBLIC, INPUT, OUTPUT and WITNESS tensor in declaration order,
 *     multiplicity tensors left out
 * @param owners which program tensor each part of the circuit was emitted for
 * @param bindings by program tensor: the tensor of the circuit that stands for it, cell by cell
 */
public record EmittedCircuit(
    Circuit circuit, List<Fill> fills, CircuitOwners owners, Map<Integer, Integer> bindings) {
  public EmittedCircuit {
    fills = List.copyOf(fills);
    bindings = Map.copyOf(bindings);
  }

  /** The tensor of the circuit that stands for a program tensor, cell by cell. */
  public int tensor(int programTensor) {
    Integer tensor = bindings.get(programTensor);
    if (tensor == null) {
      throw new IllegalArgumentException("the program has no tensor " + programTensor);
    }
    return tensor;
  }

  /** The same tensors in a circuit that differs in its width or in its tables' flags. */
  public EmittedCircuit with(Circuit other) {
    return new EmittedCircuit(other, fills, owners, bindings);
  }

  /**
   * The witness of a run. The threads of the common pool share in the work, tensor by tensor.
   *
   * @param values of the program's tensors
   */
  public Witness witness(Values values) {
    long[][] cells = new long[fills.size()][];
    IntStream.range(0, cells.length)
        .parallel()
        .forEach(i -> cells[i] = fills.get(i).compute(values));
    return new Witness(circuit, Arrays.asList(cells));
  }
}
