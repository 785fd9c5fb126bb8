package dev.vouch.circuits.cost;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.circuit.layout.Layout;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts what each layer of a circuit costs ({@link CircuitLayers}). */
public final class LayerCosts {
  /** A single product of a program has no more. */
  private static final long MOST_MULTIPLICATIONS = 1L << 42;

  private final Layout layout;
  private final Circuit circuit;
  private final CircuitLayers layers;
  private final Map<String, CircuitCounts> costs = new LinkedHashMap<>();

  private LayerCosts(Layout layout) {
    this.layout = layout;
    this.circuit = layout.circuit();
    this.layers = new CircuitLayers(circuit);
  }

  /** The counts of each layer that costs something, in the order of the circuit. */
  public static Map<String, CircuitCounts> of(Layout layout) {
    LayerCosts result = new LayerCosts(layout);
    result.count();
    return result.costs;
  }

  private void count() {
    Set<Integer> multiplicities = new HashSet<>();
    circuit.tables().forEach(table -> multiplicities.add(table.multiplicity()));
    for (int i = 0; i < circuit.tensors().size(); i++) {
      if (!CircuitLayers.isRead(circuit.tensors().get(i)) && !multiplicities.contains(i)) {
        costs.putIfAbsent(layers.ofTensor(i), CircuitCounts.NONE);
      }
    }
    for (int i = 0; i < circuit.tensors().size(); i++) {
      Tensor tensor = circuit.tensors().get(i);
      if (tensor.kind() == TensorKind.MODEL) {
        add(layers.ofTensor(i), ofWeights(tensor, layout.matrix(i).rows()));
      } else if (tensor instanceof Tensor.Witness witness) {
        int digits = multiplicities.contains(i) ? 0 : DigitCounts.most(witness.lo(), witness.hi());
        add(layers.ofTensor(i), ofCommitted(i, digits));
      } else if (tensor instanceof Tensor.Committed port) {
        add(layers.ofTensor(i), ofCommitted(i, DigitCounts.most(port.lo(), port.hi())));
      } else if (tensor instanceof Tensor.Derived derived) {
        countProducts(derived, i);
      }
    }
    long[] lookedUp = new long[circuit.tables().size()];
    for (Lookup lookup : circuit.lookups()) {
      long cells = circuit.tensors().get(lookup.keys().get(0)).size();
      lookedUp[lookup.table()] += cells;
      add(layers.ofLookup(lookup), ofLookup(cells));
    }
    for (int t = 0; t < lookedUp.length; t++) {
      Table table = circuit.tables().get(t);
      long rows = circuit.tensors().get(table.multiplicity()).size();
      long digits = DigitCounts.ofMultiplicities(rows, lookedUp[t]);
      add(layers.ofTable(table), ofTable(table.direct(), rows, digits));
    }
    costs.values().removeIf(CircuitCounts.NONE::equals);
  }

  private void add(String layer, CircuitCounts counts) {
    costs.merge(layer, counts, CircuitCounts::plus);
  }

  private static CircuitCounts ofLookup(long cells) {
    return CircuitCounts.of(parts -> parts.lookupCells = cells);
  }

  private static CircuitCounts ofTable(boolean direct, long rows, long digits) {
    return CircuitCounts.of(
        parts -> {
          parts.digits = digits;
          parts.directRows = direct ? rows : 0;
          parts.tableRows = direct ? 0 : rows;
        });
  }

  private static CircuitCounts ofWeights(Tensor tensor, long rows) {
    return CircuitCounts.of(
        parts -> {
          parts.weights = tensor.size();
          parts.modelRows = rows;
        });
  }

  private CircuitCounts ofCommitted(int tensor, int digits) {
    long size = circuit.tensors().get(tensor).size();
    return CircuitCounts.of(
        parts -> {
          parts.committedCells = size;
          parts.digits = size * digits;
          parts.covectorCells = size * layout.covectors(tensor);
          parts.rows = layout.matrix(tensor).rows();
        });
  }

  private void countProducts(Tensor.Derived derived, int tensor) {
    CircuitCounts counts = CircuitCounts.NONE;
    for (Term term : derived.terms()) {
      if (term instanceof Term.Box box && box.operands().size() == 2) {
        long cells = 0;
        for (Term.Operand operand : box.operands()) {
          cells += circuit.tensors().get(operand.tensor()).size();
        }
        counts = counts.plus(ofProduct(cells * layout.covectors(tensor), positions(box.box())));
      }
    }
    add(layers.ofTensor(tensor), counts);
  }

  private static CircuitCounts ofProduct(long operandCells, long multiplications) {
    return CircuitCounts.of(
        parts -> {
          parts.operandCells = operandCells;
          parts.productTerms = 1;
          parts.multiplications = multiplications;
        });
  }

  private static long positions(List<Integer> box) {
    long positions = 1;
    for (int length : box) {
      positions =
          positions > MOST_MULTIPLICATIONS / length ? MOST_MULTIPLICATIONS : positions * length;
    }
    return positions;
  }
}
