package dev.vouch.verifier.independence;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.Term;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a circuit, joined by its terms and lookups (protocol.md §11, rule 39). Cells of
 * ports are in the sets of their rows from the beginning. Not thread-safe.
 */
final class CircuitCells {
  private final Circuit circuit;
  private final Budget budget;
  private final Numbering numbers;
  private final CellSets sets;

  CircuitCells(Circuit circuit, Budget budget) throws TooLargeException {
    this.circuit = circuit;
    this.budget = budget;
    this.numbers = Numbering.of(circuit, budget);
    int rows = circuit.rows();
    this.sets = new CellSets(numbers.count(), rows);
    for (Port port :
        Stream.concat(circuit.inputs().stream(), circuit.outputs().stream()).toList()) {
      int cells = (int) circuit.tensors().get(port.tensor()).size();
      budget.takeSteps(cells);
      for (int cell = 0; cell < cells; cell++) {
        sets.belongs(numbers.of(port.tensor(), cell), cell / (cells / rows));
      }
    }
  }

  /** Joins what belongs together, up to where two rows meet; null if they never do. */
  RowIndependence.@Nullable Meeting join() throws TooLargeException {
    for (int i = 0; i < circuit.tensors().size(); i++) {
      if (circuit.tensors().get(i) instanceof Tensor.Derived derived && numbers.isFree(i)) {
        for (Term term : derived.terms()) {
          join(i, term);
        }
        if (sets.met()) {
          return meeting(i);
        }
      }
    }
    LookupCells lookups = new LookupCells(circuit, numbers, sets, budget);
    for (Lookup lookup : circuit.lookups()) {
      lookups.join(lookup);
      if (sets.met()) {
        return meeting(lookup.keys().get(0));
      }
    }
    return null;
  }

  private RowIndependence.Meeting meeting(int tensor) {
    return new RowIndependence.Meeting(
        circuit.tensors().get(tensor).name(), sets.row(), sets.other());
  }

  private void join(int result, Term term) throws TooLargeException {
    if (term instanceof Term.Index index) {
      if (numbers.isFree(index.tensor())) {
        join(result, index);
      }
      return;
    }
    Term.Box box = (Term.Box) term;
    for (Term.Operand operand : box.operands()) {
      if (numbers.isFree(operand.tensor())) {
        BoxAxes axes = BoxAxes.of(box, shape(result), operand);
        budget.takeSteps(axes.steps());
        int start = numbers.of(operand.tensor(), 0);
        new BoxCells(sets, axes, numbers.of(result, 0), operand, shape(operand.tensor()), start)
            .join();
      }
    }
  }

  private void join(int result, Term.Index index) throws TooLargeException {
    budget.takeSteps(index.resultCells().length);
    for (int i = 0; i < index.resultCells().length; i++) {
      sets.join(
          numbers.of(result, (int) index.resultCells()[i]),
          numbers.of(index.tensor(), (int) index.operandCells()[i]));
    }
  }

  private List<Integer> shape(int tensor) {
    return circuit.tensors().get(tensor).shape();
  }
}
