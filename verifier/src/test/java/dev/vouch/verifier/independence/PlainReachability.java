package dev.vouch.verifier.independence;

import dev.vouch.verifier.circuit.BoxPositions;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.covector.PlainMeaning;
import dev.vouch.verifier.field.FieldVector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rule 39 by the letter, to compare with: every box position is gone through, and from every cell
 * of a port all cells that can be reached are visited.
 */
final class PlainReachability {
  private final Circuit circuit;
  private final Set<Integer> fixed = new HashSet<>();
  private final Map<List<Integer>, List<List<Integer>>> neighbours = new HashMap<>();

  /** Cells of all tensors, those that are not constant made of zeros. */
  private final List<FieldVector> values;

  PlainReachability(Circuit circuit) {
    this.circuit = circuit;
    Map<Integer, long[]> zeros = new HashMap<>();
    for (int i = 0; i < circuit.tensors().size(); i++) {
      zeros.put(i, new long[(int) circuit.tensors().get(i).size()]);
    }
    this.values = PlainMeaning.evaluate(circuit, zeros);
  }

  /** The tensor in which two rows meet first, if they do; else null. */
  static String meeting(Circuit circuit) {
    PlainReachability plain = new PlainReachability(circuit);
    for (int i = 0; i < circuit.tensors().size(); i++) {
      if (circuit.tensors().get(i) instanceof Tensor.Derived derived) {
        for (Term term : derived.terms()) {
          plain.add(i, term);
        }
        plain.addFixed(i, derived);
        if (plain.rowsMeet()) {
          return derived.name();
        }
      } else if (circuit.tensors().get(i).kind().constant()
          || circuit.tensors().get(i).kind() == TensorKind.MODEL) {
        plain.fixed.add(i);
      }
    }
    for (Lookup lookup : circuit.lookups()) {
      plain.add(lookup);
      if (plain.rowsMeet()) {
        return circuit.tensors().get(lookup.keys().get(0)).name();
      }
    }
    return null;
  }

  private void addFixed(int tensor, Tensor.Derived derived) {
    boolean known = true;
    for (Term term : derived.terms()) {
      if (term instanceof Term.Index index) {
        known &= fixed.contains(index.tensor());
      } else {
        for (Term.Operand operand : ((Term.Box) term).operands()) {
          known &= fixed.contains(operand.tensor());
        }
      }
    }
    if (known) {
      fixed.add(tensor);
    }
  }

  private void add(int result, Term term) {
    if (term instanceof Term.Index index) {
      for (int i = 0; i < index.resultCells().length; i++) {
        join(result, index.resultCells()[i], index.tensor(), index.operandCells()[i]);
      }
      return;
    }
    Term.Box box = (Term.Box) term;
    BoxPositions at = new BoxPositions(box.box());
    do {
      for (Term.Operand operand : box.operands()) {
        join(
            result,
            at.cell(box.result(), space(result)),
            operand.tensor(),
            at.cell(operand.map(), space(operand.tensor())));
      }
    } while (at.next());
  }

  private void add(Lookup lookup) {
    List<Integer> columns = circuit.tables().get(lookup.table()).columns();
    List<Integer> keys = lookup.keys();
    for (int i = 0; i < circuit.tensors().get(keys.get(0)).size(); i++) {
      List<List<Integer>> cells = new ArrayList<>();
      for (int key : keys) {
        cells.add(List.of(key, i));
      }
      if (!fixed.containsAll(columns)) {
        for (int j = 0; j < circuit.tensors().get(columns.get(0)).size(); j++) {
          if (mayBe(keys, i, columns, j)) {
            for (int column : columns) {
              cells.add(List.of(column, j));
            }
          }
        }
      }
      for (List<Integer> a : cells) {
        for (List<Integer> b : cells) {
          join(a.get(0), a.get(1), b.get(0), b.get(1));
        }
      }
    }
  }

  private boolean mayBe(List<Integer> keys, int cell, List<Integer> columns, int row) {
    for (int i = 0; i < keys.size(); i++) {
      int key = keys.get(i);
      int column = columns.get(i);
      if (constant(key)
          && constant(column)
          && !values.get(key).get(cell).equals(values.get(column).get(row))) {
        return false;
      }
    }
    return true;
  }

  private boolean constant(int tensor) {
    if (!(circuit.tensors().get(tensor) instanceof Tensor.Derived derived)) {
      return circuit.tensors().get(tensor).kind().constant();
    }
    return Constants.operands(derived).allMatch(this::constant);
  }

  private PaddedSpace space(int tensor) {
    return PaddedSpace.of(circuit.tensors().get(tensor).shape());
  }

  private void join(int a, long cell, int b, long other) {
    if (cell >= 0 && other >= 0 && !fixed.contains(a) && !fixed.contains(b)) {
      List<Integer> one = List.of(a, (int) cell);
      List<Integer> two = List.of(b, (int) other);
      neighbours.computeIfAbsent(one, key -> new ArrayList<>()).add(two);
      neighbours.computeIfAbsent(two, key -> new ArrayList<>()).add(one);
    }
  }

  private boolean rowsMeet() {
    List<Port> ports =
        Stream.concat(circuit.inputs().stream(), circuit.outputs().stream()).toList();
    Map<List<Integer>, Integer> rows = new HashMap<>();
    for (Port port : ports) {
      int cells = (int) circuit.tensors().get(port.tensor()).size();
      for (int cell = 0; cell < cells; cell++) {
        rows.put(List.of(port.tensor(), cell), cell * circuit.rows() / cells);
      }
    }
    for (Map.Entry<List<Integer>, Integer> start : rows.entrySet()) {
      Set<List<Integer>> seen = new HashSet<>(Set.of(start.getKey()));
      Deque<List<Integer>> left = new ArrayDeque<>(seen);
      while (!left.isEmpty()) {
        List<Integer> cell = left.remove();
        if (!rows.getOrDefault(cell, start.getValue()).equals(start.getValue())) {
          return true;
        }
        for (List<Integer> next : neighbours.getOrDefault(cell, List.of())) {
          if (seen.add(next)) {
            left.add(next);
          }
        }
      }
    }
    return false;
  }
}
