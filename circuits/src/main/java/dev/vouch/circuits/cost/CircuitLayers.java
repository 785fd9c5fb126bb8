package dev.vouch.circuits.cost;

import dev.vouch.circuits.emit.ScopedName;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The layer that each part of a circuit belongs to, told from its name ({@link ScopedName}), which
 * is all that a key has: a tensor {@code scope.part} belongs to the layer {@code scope}, which is
 * the name of a value of the ONNX graph. A network input is its own layer. Weights and constants
 * belong to the first layer that reads them, a lookup to the layer of its latest key, a table to
 * the one layer that looks it up or, if there are several, to {@value #SHARED_TABLES}. Circuits of
 * other origin have layers too: whatever their names say. Immutable.
 */
public final class CircuitLayers {
  /** The layer of tables that several layers use. */
  public static final String SHARED_TABLES = "(shared tables)";

  private final Circuit circuit;
  private final List<String> ofTensors;

  /** The layers of a circuit. */
  public CircuitLayers(Circuit circuit) {
    this.circuit = circuit;
    Set<Integer> ports = new HashSet<>();
    circuit.inputs().forEach(port -> ports.add(port.tensor()));
    ofTensors = new ArrayList<>();
    for (int i = 0; i < circuit.tensors().size(); i++) {
      Tensor tensor = circuit.tensors().get(i);
      ofTensors.add(
          ports.contains(i) || isRead(tensor) ? tensor.name() : ScopedName.scope(tensor.name()));
    }
    assignReadSources();
    assignTables();
  }

  /** Whether a tensor has no scope of its own: weights and constants. */
  static boolean isRead(Tensor tensor) {
    return tensor.kind() == TensorKind.MODEL || tensor.kind().constant();
  }

  private void assignReadSources() {
    Set<Integer> assigned = new HashSet<>();
    for (int i = 0; i < ofTensors.size(); i++) {
      if (circuit.tensors().get(i) instanceof Tensor.Derived derived) {
        for (int operand : operands(derived)) {
          if (isRead(circuit.tensors().get(operand)) && assigned.add(operand)) {
            ofTensors.set(operand, ofTensors.get(i));
          }
        }
      }
    }
  }

  private static List<Integer> operands(Tensor.Derived derived) {
    List<Integer> operands = new ArrayList<>();
    for (Term term : derived.terms()) {
      if (term instanceof Term.Box box) {
        box.operands().forEach(operand -> operands.add(operand.tensor()));
      } else if (term instanceof Term.Index index) {
        operands.add(index.tensor());
      }
    }
    return operands;
  }

  private void assignTables() {
    List<Set<String>> users = new ArrayList<>();
    circuit.tables().forEach(table -> users.add(new HashSet<>()));
    circuit.lookups().forEach(lookup -> users.get(lookup.table()).add(ofLookup(lookup)));
    for (int t = 0; t < users.size(); t++) {
      Table table = circuit.tables().get(t);
      String layer = users.get(t).size() == 1 ? users.get(t).iterator().next() : SHARED_TABLES;
      ofTensors.set(table.multiplicity(), layer);
      table.columns().stream()
          .filter(column -> isRead(circuit.tensors().get(column)))
          .forEach(column -> ofTensors.set(column, layer));
    }
  }

  /** The layer of a tensor. */
  public String ofTensor(int tensor) {
    return ofTensors.get(tensor);
  }

  /** The layer of a lookup. */
  public String ofLookup(Lookup lookup) {
    return ofTensors.get(lookup.keys().stream().mapToInt(Integer::intValue).max().orElseThrow());
  }

  /** The layer of a table. */
  public String ofTable(Table table) {
    return ofTensors.get(table.multiplicity());
  }
}
