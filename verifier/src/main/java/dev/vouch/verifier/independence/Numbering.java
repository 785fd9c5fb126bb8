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
    int[] starts = new int[circuit.tensors().size()];
    boolean[] multiplicities = new boolean[starts.length];
    circuit.tables().forEach(table -> multiplicities[table.multiplicity()] = true);
    budget.takeCells(circuit.rows());
    int next = circuit.rows();
    for (int i = 0; i < starts.length; i++) {
      Tensor tensor = circuit.tensors().get(i);
      starts[i] = FIXED;
      if (!isFixed(tensor, starts) && !multiplicities[i]) {
        budget.takeCells(tensor.size());
        starts[i] = next;
        next += (int) tensor.size();
      }
    }
    return new Numbering(starts, next);
  }

  /** Whether circuit and weights say what its values are. */
  private static boolean isFixed(Tensor tensor, int... before) {
    return tensor instanceof Tensor.Derived derived
        ? Constants.operands(derived).allMatch(operand -> before[operand] == FIXED)
        : tensor.kind().constant() || tensor.kind() == TensorKind.MODEL;
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
