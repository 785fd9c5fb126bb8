package dev.vouch.verifier.validator;

import static dev.vouch.verifier.validator.InvalidCircuitException.require;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Every INPUT is proven to lie in its declared range by lookups of the circuit itself (protocol.md
 * §11, rules 1, 30 and 33).
 */
final class RangeProofRule {
  private final Circuit circuit;
  private final BitSet proven = new BitSet();

  /** T lies in its declared range if U does; no U is −1. */
  private record Fact(int proven, int limb) {}

  private RangeProofRule(Circuit circuit) {
    this.circuit = circuit;
  }

  static void check(Circuit circuit) throws InvalidCircuitException {
    BitSet proven = rangeProven(circuit);
    for (int i = 0; i < circuit.tensors().size(); i++) {
      Tensor tensor = circuit.tensors().get(i);
      require(
          tensor.kind() != TensorKind.INPUT || proven.get(i),
          CircuitRule.INPUT_RANGE,
          "input %s is not range-proven",
          tensor.name());
    }
  }

  /** The committed tensors that the circuit's lookups prove to lie in their declared ranges. */
  static BitSet rangeProven(Circuit circuit) {
    RangeProofRule rule = new RangeProofRule(circuit);
    List<Fact> facts = rule.facts();
    for (int before = -1; before < rule.proven.cardinality(); ) {
      before = rule.proven.cardinality();
      for (Fact fact : facts) {
        if (fact.limb < 0 || rule.proven.get(fact.limb)) {
          rule.proven.set(fact.proven);
        }
      }
    }
    return rule.proven;
  }

  private List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    for (Lookup lookup : circuit.lookups()) {
      Table table = circuit.tables().get(lookup.table());
      for (int i = 0; i < table.arguments(); i++) {
        ShiftedTensor column = ShiftedTensor.closedForm(circuit, table.columns().get(i));
        if (column != null) {
          for (ShiftedTensor key : ShiftedTensor.readings(circuit, lookup.keys().get(i))) {
            if (proves(column, key)) {
              facts.add(new Fact(key.tensor(), key.limb()));
            }
          }
        }
      }
    }
    return facts;
  }

  /**
   * Whether key = T − 2^b·U + e in the column's values [s, s + n) gives T exactly its declared
   * range.
   */
  private boolean proves(ShiftedTensor column, ShiftedTensor key) {
    long[] declared = range(circuit.tensors().get(key.tensor()));
    if (declared.length == 0) {
      return false;
    }
    Tensor.Iota iota = (Tensor.Iota) circuit.tensors().get(column.tensor());
    long n = PaddedSpace.of(iota.shape()).cells();
    try {
      long lo = Math.subtractExact(Math.addExact(iota.start(), column.shift()), key.shift());
      long hi = Math.addExact(lo, n - 1);
      if (key.limb() >= 0) {
        Tensor limb = circuit.tensors().get(key.limb());
        if (limb.kind() != TensorKind.WITNESS || n != 1L << key.limbBits()) {
          return false;
        }
        lo = Math.addExact(lo, Math.multiplyExact(range(limb)[0], n));
        hi = Math.addExact(hi, Math.multiplyExact(range(limb)[1], n));
      }
      return declared[0] == lo && declared[1] == hi;
    } catch (ArithmeticException e) {
      return false;
    }
  }

  /** The declared range of a committed tensor; empty for any other. */
  private static long[] range(Tensor tensor) {
    if (tensor instanceof Tensor.Witness w) {
      return new long[] {w.lo(), w.hi()};
    }
    return tensor instanceof Tensor.Committed c ? new long[] {c.lo(), c.hi()} : new long[0];
  }
}
