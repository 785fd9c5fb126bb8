package dev.vouch.circuits.cost;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import java.util.HashSet;
import java.util.Set;

/**
 * What layouts of one program differ in, for choosing among them ({@link CostModel#layout}); {@link
 * CircuitCost} counts everything.
 *
 * @param lookupCells L: cells of all lookups
 * @param committedDigits D: signed bytes that the committed cells of a proof need at most; model
 *     and multiplicities left out
 * @param tableRows R: rows of all tables
 */
public record LayoutCost(long lookupCells, long committedDigits, long tableRows) {
  /** The cost of a circuit, which need not be valid. */
  public static LayoutCost of(Circuit circuit) {
    long lookupCells = 0;
    for (Lookup lookup : circuit.lookups()) {
      lookupCells += circuit.tensors().get(lookup.keys().get(0)).size();
    }
    long tableRows = 0;
    Set<Integer> multiplicities = new HashSet<>();
    for (Table table : circuit.tables()) {
      multiplicities.add(table.multiplicity());
      tableRows += circuit.tensors().get(table.multiplicity()).size();
    }
    long digits = 0;
    for (int i = 0; i < circuit.tensors().size(); i++) {
      Tensor tensor = circuit.tensors().get(i);
      if (tensor instanceof Tensor.Witness witness && !multiplicities.contains(i)) {
        digits += tensor.size() * signedBytes(witness.lo(), witness.hi());
      }
    }
    return new LayoutCost(lookupCells, digits, tableRows);
  }

  /** Signed bytes that a number of a range needs, in most cases. */
  private static int signedBytes(long lo, long hi) {
    int bytes = 1;
    while (bytes < 8 && (lo < -(1L << (8 * bytes - 1)) || hi >= 1L << (8 * bytes))) {
      bytes++;
    }
    return bytes;
  }
}
