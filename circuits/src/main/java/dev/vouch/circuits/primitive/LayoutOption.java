package dev.vouch.circuits.primitive;

import dev.vouch.circuits.cost.CostModel;
import dev.vouch.circuits.cost.LayoutCost;
import java.util.List;
import java.util.Set;

/**
 * One way to lay out a primitive, and what differs in cost between the ways.
 *
 * @param choice number by which the primitive knows it
 * @param lookupCells cells of lookups
 * @param digits signed bytes committed
 * @param tables that are needed
 */
public record LayoutOption(int choice, long lookupCells, long digits, Set<LayoutTable> tables) {
  /** Of primitives that have no choice. */
  static final List<LayoutOption> NO_CHOICE = List.of(new LayoutOption(0, 0, 0, Set.of()));

  public LayoutOption {
    tables = Set.copyOf(tables);
  }

  /** Estimated cost in microseconds when the tables in {@code known} are there already. */
  public double micros(Set<LayoutTable> known) {
    long rows =
        tables.stream().filter(table -> !known.contains(table)).mapToLong(LayoutTable::rows).sum();
    return CostModel.COMPILER.layout(new LayoutCost(lookupCells, digits, rows));
  }
}
