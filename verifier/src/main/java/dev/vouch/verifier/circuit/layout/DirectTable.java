package dev.vouch.verifier.circuit.layout;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * A table whose rows are summed outside the tree (protocol.md §4).
 *
 * @param tag 1 + index among all tables
 * @param columns CONST and IOTA tensors
 * @param multiplicity tensor of the multiplicities
 * @param rows how many
 */
public record DirectTable(int tag, List<Integer> columns, int multiplicity, long rows) {
  public DirectTable {
    columns = List.copyOf(columns);
  }

  /** The direct tables of a circuit, in order. */
  static List<DirectTable> of(Circuit circuit) {
    List<DirectTable> direct = new ArrayList<>();
    for (int t = 0; t < circuit.tables().size(); t++) {
      Table table = circuit.tables().get(t);
      if (table.direct()) {
        long rows = circuit.tensors().get(table.multiplicity()).size();
        direct.add(new DirectTable(t + 1, table.columns(), table.multiplicity(), rows));
      }
    }
    return List.copyOf(direct);
  }
}
