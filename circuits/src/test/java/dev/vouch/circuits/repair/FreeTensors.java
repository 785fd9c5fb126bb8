package dev.vouch.circuits.repair;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a prover chooses. */
public final class FreeTensors {
  private FreeTensors() {}

  /**
   * Everything the prover chooses freely: WITNESS (multiplicities aside) and outputs. Inputs may
   * change with the statement.
   */
  public static List<Integer> of(Circuit circuit) {
    Set<Integer> others = new HashSet<>();
    circuit.inputs().forEach(port -> others.add(port.tensor()));
    circuit.tables().forEach(table -> others.add(table.multiplicity()));
    List<Integer> free = new ArrayList<>();
    for (int i = 0; i < circuit.tensors().size(); i++) {
      Tensor tensor = circuit.tensors().get(i);
      boolean chosen =
          tensor.kind() == TensorKind.WITNESS
              || tensor.kind() == TensorKind.OUTPUT
              || tensor.kind() == TensorKind.PUBLIC;
      if (chosen && !others.contains(i)) {
        free.add(i);
      }
    }
    return free;
  }
}
