package dev.vouch.verifier.validator;

import static dev.vouch.verifier.validator.InvalidCircuitException.require;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.Term;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Every cell of a WITNESS or INPUT tensor and of a tensor that an output port names, public or
 * hidden, must lie in the support of some assertion (protocol.md §11, rule 34): the assertions are
 * pulled back over booleans, tensors in reverse order of declaration, equal supports of a tensor
 * once.
 */
final class SupportRule {
  private SupportRule() {}

  static void check(Circuit circuit) throws InvalidCircuitException {
    List<Support> supports = new ArrayList<>();
    for (Tensor tensor : circuit.tensors()) {
      supports.add(new Support(PaddedSpace.of(tensor.shape())));
    }
    for (Lookup lookup : circuit.lookups()) {
      lookup.keys().forEach(key -> supports.get(key).addAll());
    }
    for (Table table : circuit.tables()) {
      table.columns().forEach(column -> supports.get(column).addAll());
      supports.get(table.multiplicity()).addAll();
    }
    circuit.zeros().forEach(zero -> supports.get(zero).addAll());
    BitSet outputs = new BitSet();
    circuit.outputs().forEach(port -> outputs.set(port.tensor()));
    Support.Budget budget = new Support.Budget();
    for (int i = circuit.tensors().size() - 1; i >= 0; i--) {
      Tensor tensor = circuit.tensors().get(i);
      if (tensor instanceof Tensor.Derived derived) {
        for (Term term : derived.terms()) {
          pull(supports, i, term);
        }
      } else if (mustBeReached(tensor.kind()) || outputs.get(i)) {
        require(
            supports.get(i).isWhole(budget),
            CircuitRule.SUPPORT,
            "some cell of tensor %s is in no assertion, or it takes too long to tell",
            tensor.name());
      }
    }
  }

  private static boolean mustBeReached(TensorKind kind) {
    return kind == TensorKind.WITNESS || kind == TensorKind.INPUT;
  }

  private static void pull(List<Support> supports, int result, Term term) {
    if (term instanceof Term.Index index) {
      supports.get(result).pull(index, supports.get(index.tensor()));
      return;
    }
    Term.Box box = (Term.Box) term;
    for (Term.Operand operand : box.operands()) {
      supports.get(result).pull(box, operand, supports.get(operand.tensor()));
    }
  }
}
