package dev.vouch.verifier.independence;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import java.util.List;

/**
 * Numbers of the cells that the circuit and the weights leave free: the rows of data come first,
 * then tensor by tensor all but those that are fixed and multiplicities. Immutable.
 */
final class Numbering {
  private static final int FIXED = -1;

  private final int[] starts;
  private final int count;

  private Numbering(int[] starts, int count) {
    this.starts = starts;
    this.count = count;
  }

  static Numbering of(Circuit circuit, Budget budget) throws TooLargeException {
    boolean[] fixed = fixed(circuit);
    circuit.tables().forEach(table -> fixed[table.multiplicity()] = true); // follow from the rest
    int[] starts = new int[fixed.length];
    budget.takeCells(circuit.rows());
    int next = circuit.rows();
    for (int i = 0; i < starts.length; i++) {
      starts[i] = FIXED;
      if (!fixed[i]) {
        long cells = circuit.tensors().get(i).size();
        budget.takeCells(cells);
        starts[i] = next;
        next += (int) cells;
      }
    }
    return new Numbering(starts, next);
  }

  /** For each tensor whether circuit and weights say what its values are. */
  static boolean[] fixed(Circuit circuit) {
    boolean[] fixed = new boolean[circuit.tensors().size()];
    for (int i = 0; i < fixed.length; i++) {
      Tensor tensor = circuit.tensors().get(i);
      fixed[i] =
          tensor instanceof Tensor.Derived derived
              ? Constants.operands(derived).allMatch(operand -> fixed[operand])
              : tensor.kind().constant() || tensor.kind() == TensorKind.MODEL;
    }
    return fixed;
  }

  /** How many numbers there are. */
  int count() {
    return count;
  }

  boolean isFree(int tensor) {
    return starts[tensor] != FIXED;
  }

  /** Those of some tensors whose cells have numbers. */
  List<Integer> free(List<Integer> tensors) {
    return tensors.stream().filter(this::isFree).toList();
  }

  /** The number of a cell of a tensor that is free. */
  int of(int tensor, int cell) {
    return starts[tensor] + cell;
  }
}
