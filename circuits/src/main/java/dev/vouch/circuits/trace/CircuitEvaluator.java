package dev.vouch.circuits.trace;

import dev.vouch.circuits.emit.CircuitOwners;
import dev.vouch.circuits.emit.EmittedCircuit;
import dev.vouch.circuits.emit.Witness;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * The plain meaning of an emitted circuit (protocol.md §2): evaluates every tensor as integers and
 * checks every assertion and declared range, cell by cell. A witness without violations can be
 * proven. Time is linear in cells and multiplications. Immutable and thread-safe.
 */
public final class CircuitEvaluator {
  private final Circuit circuit;
  private final CircuitOwners owners;
  private final Set<Integer> multiplicities = new HashSet<>();

  /** An evaluator of a circuit whose tables begin with a column start, start + 1, …. */
  public CircuitEvaluator(EmittedCircuit emitted) {
    this.circuit = emitted.circuit();
    this.owners = emitted.owners();
    circuit.tables().forEach(table -> multiplicities.add(table.multiplicity()));
  }

  /**
   * The cells of every tensor of the circuit; none for multiplicities.
   *
   * @param witness of this circuit; its cells are not copied
   * @param modelValues of the weight tensors, in order
   * @throws IllegalArgumentException if there are more or fewer weight tensors
   */
  public long[][] evaluate(Witness witness, List<long[]> modelValues) {
    long weights =
        circuit.tensors().stream().filter(tensor -> tensor.kind() == TensorKind.MODEL).count();
    if (modelValues.size() != weights) {
      throw new IllegalArgumentException(
          "the circuit takes " + weights + " weight tensors, not " + modelValues.size());
    }
    long[][] values = new long[circuit.tensors().size()][];
    Iterator<long[]> chosen = witness.cells().iterator();
    int model = 0;
    for (int i = 0; i < values.length; i++) {
      Tensor tensor = circuit.tensors().get(i);
      int size = Math.toIntExact(tensor.size());
      if (multiplicities.contains(i)) {
        values[i] = new long[0];
      } else if (tensor instanceof Tensor.Const constant) {
        values[i] = constant.values();
      } else if (tensor instanceof Tensor.Iota iota) {
        values[i] = new long[size];
        Arrays.setAll(values[i], cell -> iota.start() + cell);
      } else if (tensor instanceof Tensor.Derived derived) {
        values[i] = new TensorSum(circuit, derived, values).cells();
      } else if (tensor.kind() == TensorKind.MODEL) {
        values[i] = modelValues.get(model++);
      } else {
        values[i] = chosen.next();
      }
    }
    return values;
  }

  /**
   * The first violations in the order of the circuit, each cell of each tensor at most once.
   *
   * @param values as {@link #evaluate} gives them
   * @param most how many are looked for
   */
  public List<Violation> violations(long[][] values, int most) {
    List<Violation> found = new ArrayList<>();
    for (int i = 0; i < values.length && found.size() < most; i++) {
      outOfRange(i, values[i], found, most);
    }
    int rangeCount = found.size();
    for (int i = 0; i < circuit.zeros().size() && found.size() < rangeCount + most; i++) {
      notZero(i, values, found, rangeCount + most);
    }
    int zeroCount = found.size();
    for (int i = 0; i < circuit.lookups().size() && found.size() < zeroCount + most; i++) {
      notInTable(i, values, found, zeroCount + most);
    }
    Set<List<Integer>> seen = new HashSet<>();
    return found.stream()
        .filter(violation -> seen.add(List.of(violation.tensor(), violation.cell())))
        .sorted(Comparator.comparingInt(Violation::tensor))
        .limit(most)
        .toList();
  }

  private void outOfRange(int index, long[] cells, List<Violation> found, int limit) {
    Tensor tensor = circuit.tensors().get(index);
    long lo;
    long hi;
    if (tensor instanceof Tensor.Public shown) {
      lo = shown.lo();
      hi = shown.hi();
    } else if (tensor instanceof Tensor.Committed committed) {
      lo = committed.lo();
      hi = committed.hi();
    } else if (tensor instanceof Tensor.Witness witness) {
      lo = witness.lo();
      hi = witness.hi();
    } else {
      return;
    }
    for (int cell = 0; cell < cells.length && found.size() < limit; cell++) {
      if (cells[cell] < lo || cells[cell] > hi) {
        int owner = owners.tensors().get(index);
        found.add(new Violation(index, cell, cells[cell], lo + " to " + hi, owner));
      }
    }
  }

  private void notZero(int zero, long[][] values, List<Violation> found, int limit) {
    int tensor = circuit.zeros().get(zero);
    long[] cells = values[tensor];
    for (int cell = 0; cell < cells.length && found.size() < limit; cell++) {
      if (cells[cell] != 0) {
        found.add(new Violation(tensor, cell, cells[cell], "0", owners.zeros().get(zero)));
      }
    }
  }

  private void notInTable(int index, long[][] values, List<Violation> found, int limit) {
    Lookup lookup = circuit.lookups().get(index);
    Table table = circuit.tables().get(lookup.table());
    int owner = owners.lookups().get(index);
    int argument = lookup.keys().get(0);
    if (!(circuit.tensors().get(table.columns().get(0)) instanceof Tensor.Iota rows)) {
      throw new IllegalArgumentException("a table whose argument column is not start, start + 1");
    }
    long start = rows.start();
    long end = start + rows.size() - 1;
    long[] arguments = values[argument];
    for (int cell = 0; cell < arguments.length && found.size() < limit; cell++) {
      long x = arguments[cell];
      if (x < start || x > end) {
        found.add(new Violation(argument, cell, x, start + " to " + end, owner));
        continue;
      }
      for (int column = 1; column < table.columns().size(); column++) {
        int key = lookup.keys().get(column);
        long wanted = values[table.columns().get(column)][(int) (x - start)];
        if (values[key][cell] != wanted) {
          String allowed =
              wanted + " for " + x + " in '" + circuit.tensors().get(argument).name() + "'";
          found.add(new Violation(key, cell, values[key][cell], allowed, owner));
        }
      }
    }
  }
}
