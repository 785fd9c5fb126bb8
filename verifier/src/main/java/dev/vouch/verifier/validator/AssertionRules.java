package dev.vouch.verifier.validator;

import static dev.vouch.verifier.validator.InvalidCircuitException.require;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Limits;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.circuit.layout.Depth;
import java.util.BitSet;
import java.util.List;

/** Tables, lookups and zeros (protocol.md §2, §4). */
final class AssertionRules {

  private final Circuit circuit;
  private final Depth depth;
  private final BitSet affineInPublic;

  private AssertionRules(Circuit circuit) {
    this.circuit = circuit;
    this.depth = Depth.of(circuit);
    this.affineInPublic = Depth.affineInPublic(circuit, depth);
  }

  static void check(Circuit circuit) throws InvalidCircuitException {
    AssertionRules rules = new AssertionRules(circuit);
    for (int t = 0; t < circuit.tables().size(); t++) {
      rules.table(t, circuit.tables().get(t));
    }
    for (int i = 0; i < circuit.lookups().size(); i++) {
      rules.lookup(i, circuit.lookups().get(i));
    }
    for (int zero : circuit.zeros()) {
      require(rules.exists(zero), CircuitRule.REFERENCE, "zero names tensor number %d", zero);
    }
    rules.multiplicitiesUnshared();
    require(
        circuit.tables().isEmpty() || !circuit.lookups().isEmpty(),
        CircuitRule.NO_LOOKUP,
        "%d tables",
        circuit.tables().size());
  }

  private void table(int number, Table table) throws InvalidCircuitException {
    int columns = table.columns().size();
    for (int i = 0; i < columns; i++) {
      int column = table.columns().get(i);
      require(
          exists(column),
          CircuitRule.REFERENCE,
          "column %d of table %d names tensor number %d",
          i,
          number,
          column);
    }
    require(
        exists(table.multiplicity()),
        CircuitRule.REFERENCE,
        "table %d counts in tensor number %d",
        number,
        table.multiplicity());
    boolean counts =
        columns >= 1 && columns <= 255 && table.arguments() >= 1 && table.arguments() <= columns;
    require(
        counts,
        CircuitRule.TABLE,
        "table %d has %d columns, %d arguments",
        number,
        columns,
        table.arguments());
    columns(number, table);
    Tensor multiplicity = tensor(table.multiplicity());
    boolean counted =
        multiplicity instanceof Tensor.Witness w
            && w.lo() == 0
            && w.hi() == Limits.MAX_MULTIPLICITY;
    require(
        counted,
        CircuitRule.MULTIPLICITY,
        "tensor %s of table %d is not WITNESS in [0, 2^40]",
        multiplicity.name(),
        number);
  }

  private void columns(int number, Table table) throws InvalidCircuitException {
    List<Integer> arguments = table.columns().subList(0, table.arguments());
    List<Integer> values = table.columns().subList(table.arguments(), table.columns().size());
    List<Integer> shape = tensor(table.multiplicity()).shape();
    for (int column : table.columns()) {
      require(
          tensor(column).shape().equals(shape),
          CircuitRule.TABLE,
          "column %s of table %d has another shape than its multiplicity",
          tensor(column).name(),
          number);
    }
    for (int column : values) {
      require(
          depth.affine(column),
          CircuitRule.TABLE,
          "value column %s of table %d",
          tensor(column).name(),
          number);
    }
    for (int column : arguments) {
      require(
          affineInPublic.get(column),
          CircuitRule.ARGUMENT,
          "argument column %s of table %d",
          tensor(column).name(),
          number);
    }
    for (int column : table.columns()) {
      TensorKind kind = tensor(column).kind();
      require(
          !table.direct() || kind.constant(),
          CircuitRule.DIRECT_TABLE,
          "column %s of direct table %d is %s",
          tensor(column).name(),
          number,
          kind);
    }
  }

  private void lookup(int number, Lookup lookup) throws InvalidCircuitException {
    require(
        lookup.table() >= 0 && lookup.table() < circuit.tables().size(),
        CircuitRule.REFERENCE,
        "lookup %d names table %d",
        number,
        lookup.table());
    int columns = circuit.tables().get(lookup.table()).columns().size();
    require(
        lookup.keys().size() == columns,
        CircuitRule.LOOKUP,
        "lookup %d has %d keys for %d columns",
        number,
        lookup.keys().size(),
        columns);
    for (int key : lookup.keys()) {
      require(exists(key), CircuitRule.REFERENCE, "lookup %d names tensor number %d", number, key);
    }
    List<Integer> shape = tensor(lookup.keys().get(0)).shape();
    for (int key : lookup.keys()) {
      require(
          tensor(key).shape().equals(shape),
          CircuitRule.LOOKUP,
          "keys of lookup %d have shapes %s and %s",
          number,
          shape,
          tensor(key).shape());
    }
  }

  private void multiplicitiesUnshared() throws InvalidCircuitException {
    BitSet multiplicities = new BitSet();
    for (Table table : circuit.tables()) {
      require(
          !multiplicities.get(table.multiplicity()),
          CircuitRule.MULTIPLICITY,
          "two tables count in %s",
          tensor(table.multiplicity()).name());
      multiplicities.set(table.multiplicity());
    }
    for (Table table : circuit.tables()) {
      unused(table.columns(), multiplicities);
    }
    for (Lookup lookup : circuit.lookups()) {
      unused(lookup.keys(), multiplicities);
    }
    unused(circuit.zeros(), multiplicities);
    for (Tensor tensor : circuit.tensors()) {
      if (tensor instanceof Tensor.Derived derived) {
        for (Term term : derived.terms()) {
          boolean used = Depth.operands(term).anyMatch(multiplicities::get);
          require(!used, CircuitRule.MULTIPLICITY, "tensor %s uses a multiplicity", derived.name());
        }
      }
    }
  }

  private void unused(List<Integer> tensors, BitSet multiplicities) throws InvalidCircuitException {
    for (int tensor : tensors) {
      require(
          !multiplicities.get(tensor),
          CircuitRule.MULTIPLICITY,
          "tensor %s is a multiplicity and used elsewhere",
          tensor(tensor).name());
    }
  }

  private boolean exists(int tensor) {
    return tensor >= 0 && tensor < circuit.tensors().size();
  }

  private Tensor tensor(int index) {
    return circuit.tensors().get(index);
  }
}
