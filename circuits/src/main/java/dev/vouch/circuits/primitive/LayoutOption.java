package dev.vouch.circuits.primitive;

import dev.vouch.circuits.cost.CostModel;
import dev.vouch.circuits.cost.LayoutCost;
import dev.vouch.circuits.program.LimbPlan;
import java.util.Map;
import java.util.Set;

/**
 * One way to lay out a primitive, and what differs in cost between the ways.
 *
 * @param choice as {@link LimbPlan#choices} keeps it
 * @param lookupCells cells of lookups
 * @param digits signed bytes committed
 * @param tables rows of each table that is needed; equal keys are one table of the circuit
 */
public record LayoutOption(int choice, long lookupCells, long digits, Map<Object, Long> tables) {
  public LayoutOption {
    tables = Map.copyOf(tables);
  }

  /** Estimated cost when the tables in {@code known} are there already. */
  public double micros(Set<Object> known) {
    long rows = 0;
    for (Map.Entry<Object, Long> table : tables.entrySet()) {
      rows += known.contains(table.getKey()) ? 0 : table.getValue();
    }
    return CostModel.COMPILER.layout(new LayoutCost(lookupCells, digits, rows));
  }
}
