package dev.vouch.verifier.validator;

import static dev.vouch.verifier.validator.InvalidCircuitException.require;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every INPUT is proven to lie in its declared range by lookups of the circuit itself (protocol.md
 * §11, rules 1, 30 and 33). Takes time in proportion to the circuit's bytes.
 */
final class RangeProofRule {
  private final Circuit circuit;

  /** What is known of each tensor as a column and as a key: worked out once, however often used. */
  private final Map<Integer, Optional<ShiftedTensor>> columns = new HashMap<>();

  private final Map<Integer, List<ShiftedTensor>> keys = new HashMap<>();

  /** By U, the tensors T that are proven as soon as U is. */
  private final Map<Integer, List<Integer>> waiting = new HashMap<>();

  private final BitSet proven = new BitSet();
  private final Deque<Integer> latest = new ArrayDeque<>();

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
    rule.readLookups();
    while (!rule.latest.isEmpty()) {
      rule.waiting.getOrDefault(rule.latest.pop(), List.of()).forEach(rule::prove);
    }
    return rule.proven;
  }

  private void prove(int tensor) {
    if (!proven.get(tensor)) {
      proven.set(tensor);
      latest.push(tensor);
    }
  }

  private void readLookups() {
    for (Lookup lookup : circuit.lookups()) {
      Table table = circuit.tables().get(lookup.table());
      for (int i = 0; i < table.arguments(); i++) {
        Optional<ShiftedTensor> column = column(table.columns().get(i));
        if (column.isPresent()) {
          key(lookup.keys().get(i)).forEach(key -> read(column.get(), key));
        }
      }
    }
  }

  private void read(ShiftedTensor column, ShiftedTensor key) {
    if (!proves(column, key)) {
      return;
    }
    if (key.limb() < 0) {
      prove(key.tensor());
    } else {
      waiting.computeIfAbsent(key.limb(), limb -> new ArrayList<>()).add(key.tensor());
    }
  }

  private Optional<ShiftedTensor> column(int tensor) {
    return columns.computeIfAbsent(
        tensor, column -> Optional.ofNullable(ShiftedTensor.closedForm(circuit, column)));
  }

  private List<ShiftedTensor> key(int tensor) {
    return keys.computeIfAbsent(tensor, key -> ShiftedTensor.readings(circuit, key));
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
