package dev.vouch.verifier.validator;

import static dev.vouch.verifier.validator.InvalidCircuitException.require;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Limits;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.circuit.layout.CovectorCounts;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.circuit.layout.ProductAxes;
import dev.vouch.verifier.plan.Plan;

/**
 * Bounds on what a circuit may cost (protocol.md §11, rules 5 and 31). Everything is counted,
 * nothing is built.
 */
final class SizeRules {
  private SizeRules() {}

  static void check(Circuit circuit) throws InvalidCircuitException {
    leaves(circuit);
    products(circuit);
    rows(circuit);
    CovectorCounts counts = CovectorCounts.of(circuit);
    require(
        counts.total() <= Limits.MAX_COVECTORS,
        CircuitRule.COVECTORS,
        "more than %d covectors reach tensors",
        Limits.MAX_COVECTORS);
    require(
        counts.work() <= Limits.MAX_WORK && counts.entries() <= Limits.MAX_WORK,
        CircuitRule.WORK,
        "more than %d units of work",
        Limits.MAX_WORK);
    long bytes = Plan.of(new Layout(circuit, counts)).messageBytes();
    require(
        bytes <= Limits.MAX_MESSAGE_BYTES,
        CircuitRule.PROOF_LENGTH,
        "the messages take %d bytes",
        bytes);
  }

  private static void leaves(Circuit circuit) throws InvalidCircuitException {
    long leaves = 0;
    for (Lookup lookup : circuit.lookups()) {
      leaves = add(leaves, lookup.keys().get(0), circuit);
    }
    for (Table table : circuit.tables()) {
      leaves = table.direct() ? leaves : add(leaves, table.multiplicity(), circuit);
    }
  }

  private static long add(long leaves, int tensor, Circuit circuit) throws InvalidCircuitException {
    long sum =
        leaves
            + (1L
                << PaddedSpace.of(circuit.tensors().get(tensor).shape())
                    .bits()); // at most 2^34 + 2^40
    require(
        sum <= 1L << Limits.MAX_VARIABLES,
        CircuitRule.LEAVES,
        "the lookup tree has %d leaves or more",
        sum);
    return sum;
  }

  private static void products(Circuit circuit) throws InvalidCircuitException {
    for (Tensor tensor : circuit.tensors()) {
      if (tensor instanceof Tensor.Derived derived) {
        for (Term term : derived.terms()) {
          if (term instanceof Term.Box box && box.operands().size() == 2) {
            int variables = ProductAxes.of(box).variables();
            require(
                variables <= Limits.MAX_VARIABLES,
                CircuitRule.LEAVES,
                "a product of tensor %s has %d variables",
                derived.name(),
                variables);
          }
        }
      }
    }
  }

  private static void rows(Circuit circuit) throws InvalidCircuitException {
    long rows = 0;
    for (Tensor tensor : circuit.tensors()) {
      if (tensor.kind().committed()) {
        rows += PaddedSpace.of(tensor.shape()).rows(Layout.columnBits(circuit, tensor));
        require(
            rows <= Limits.MAX_ROWS,
            CircuitRule.PROOF_LENGTH,
            "more than %d rows",
            Limits.MAX_ROWS);
      }
    }
  }
}
