package dev.vouch.circuits.facts;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Set;

/**
 * The numbers of a circuit that depend on weights or calibration data (docs/threat-model.md, "What
 * is public on purpose"): scale exponents and declared ranges of weights, inputs and outputs;
 * declared ranges inside the network, among them where clamps lie; starts and lengths of function
 * tables; constants of the graph, which are public in full. Not listed: names and shapes, and what
 * follows from the width of limbs (digits, flags, range tables).
 */
public final class PublishedNumbers {
  private static final String WEIGHTS = "weights, calibration";
  private static final String CALIBRATION = "calibration";

  private final Circuit circuit;
  private final String inner;
  private final Map<Integer, Port> marked;
  private final Set<Integer> ofTables = new HashSet<>();
  private final Set<Integer> digits = new HashSet<>();
  private final List<PublishedNumber> numbers = new ArrayList<>();

  private PublishedNumbers(Circuit circuit) {
    this.circuit = circuit;
    this.marked = circuit.markedPorts();
    this.inner =
        circuit.publicWeights()
            ? "calibration, every weight's value"
            : "calibration, weights' scales and ranges";
    for (Table table : circuit.tables()) {
      ofTables.addAll(table.columns());
      ofTables.add(table.multiplicity());
    }
    for (Lookup lookup : circuit.lookups()) {
      if (lookup.keys().size() == 1) {
        digits.addAll(lookup.keys());
      }
    }
  }

  /** In the order of the circuit: tensors, then tables. */
  public static List<PublishedNumber> of(Circuit circuit) {
    PublishedNumbers result = new PublishedNumbers(circuit);
    for (int i = 0; i < circuit.tensors().size(); i++) {
      result.tensor(i, circuit.tensors().get(i));
    }
    circuit.tables().forEach(result::table);
    return result.numbers;
  }

  private void tensor(int index, Tensor tensor) {
    DeclaredRange.of(tensor).ifPresent(range -> declared(index, tensor, range));
    if (tensor instanceof Tensor.Const constant && !ofTables.contains(index)) {
      LongSummaryStatistics range = Arrays.stream(constant.values()).summaryStatistics();
      add(
          tensor.name(),
          "constant, public in full",
          "constants of the graph",
          Map.of("cells", tensor.size(), "lo", range.getMin(), "hi", range.getMax()));
    }
    if (tensor instanceof Tensor.Witness witness && tellsRange(index, witness)) {
      add(
          tensor.name(),
          "range inside the network",
          inner,
          Map.of("lo", witness.lo(), "hi", witness.hi()));
    }
  }

  private void declared(int index, Tensor tensor, DeclaredRange range) {
    boolean weights = tensor.kind() == TensorKind.MODEL;
    boolean input = isInput(index);
    String of = weights ? "weights" : input ? "an input" : "an output";
    Port port = marked.get(index);
    if (port == null || port.slices() == null) {
      add(
          tensor.name(),
          "scale and range of " + of,
          weights ? WEIGHTS : CALIBRATION,
          Map.of(
              "scaleExponent", (long) range.scaleExponent(), "lo", range.lo(), "hi", range.hi()));
    } else {
      numbers.add(
          new PublishedNumber(
              tensor.name(),
              "scales and range of " + of,
              input ? CALIBRATION : WEIGHTS,
              Map.of("scaleAxis", (long) port.slices().axis(), "lo", range.lo(), "hi", range.hi()),
              port.slices().exponents()));
    }
  }

  /** Neither a digit nor a flag nor a multiplicity: their ranges say nothing. */
  private boolean tellsRange(int index, Tensor.Witness witness) {
    boolean flag = witness.lo() == 0 && witness.hi() == 1;
    return !flag && !ofTables.contains(index) && !digits.contains(index);
  }

  private void add(String name, String what, String from, Map<String, Long> values) {
    numbers.add(new PublishedNumber(name, what, from, values));
  }

  private boolean isInput(int tensor) {
    return circuit.inputs().stream().mapToInt(Port::tensor).anyMatch(port -> port == tensor);
  }

  private void table(Table table) {
    Tensor first = circuit.tensors().get(table.columns().get(0));
    if (table.columns().size() > 1 && first instanceof Tensor.Iota argument) {
      add(
          argument.name(),
          "function table, public in full",
          inner,
          Map.of("start", argument.start(), "rows", argument.size()));
    }
  }
}
