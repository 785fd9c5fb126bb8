package dev.vouch.circuits.cost;

import dev.vouch.circuits.emit.SizedCircuit;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.validator.CircuitValidator;
import dev.vouch.verifier.validator.InvalidCircuitException;

/**
 * The choice whether the rows of tables are leaves of the lookup tree or are summed outside it
 * (protocol.md §4). Outside, a row costs the prover half as much and the verifier more, the proof
 * has one message more, and the tree is left to the lookups: it may have many layers less where a
 * long table stands beside few cells.
 */
public final class TableChoice {
  private TableChoice() {}

  /** The circuit with all tables outside the tree that can be: those of constants alone. */
  public static Circuit of(Circuit circuit) {
    return circuit.withTables(
        circuit.tables().stream()
            .map(table -> table.withDirect(constant(circuit, table)))
            .toList());
  }

  private static boolean constant(Circuit circuit, Table table) {
    return table.columns().stream()
        .allMatch(column -> circuit.tensors().get(column).kind().constant());
  }

  /**
   * The circuit with the width that suits it ({@link CircuitWidth}), and with all tables that can
   * be outside the tree if that costs less than none; its own width is not looked at.
   *
   * @param circuit with all tables in the tree; need not be valid
   * @param goal of its proofs
   */
  public static Circuit cheapest(Circuit circuit, ProofGoal goal) {
    Circuit tree = SizedCircuit.of(circuit, CircuitWidth.cheapest(circuit, goal));
    Circuit direct = of(circuit);
    if (direct.tables().stream().noneMatch(Table::direct)) {
      return tree;
    }
    Circuit sized = SizedCircuit.of(direct, CircuitWidth.cheapest(direct, goal));
    return micros(goal, sized) < micros(goal, tree) ? sized : tree;
  }

  /** The cost of {@link CostModel#tables}; infinite for circuits that are refused. */
  static double micros(ProofGoal goal, Circuit circuit) {
    try {
      CircuitValidator.validate(circuit);
      return CostModel.COMPILER.tables(goal, Layout.of(circuit));
    } catch (InvalidCircuitException e) {
      return Double.POSITIVE_INFINITY;
    }
  }
}
