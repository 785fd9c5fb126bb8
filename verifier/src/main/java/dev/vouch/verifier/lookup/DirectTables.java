package dev.vouch.verifier.lookup;

import dev.vouch.verifier.circuit.layout.DirectTable;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.circuit.layout.Matrix;
import dev.vouch.verifier.covector.RowFunctional;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.parallel.Workers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables whose rows are summed outside the tree (protocol.md §4): S = Σ_tables ⟨m, v⟩ with
 *
 * <pre>
 * v(x) = 1/(alpha − κ(x)),   κ(x) = tag + Σ_{m≥1} beta^m·T_m(x)
 * </pre>
 *
 * and v(x) = 0 where alpha = κ(x). Of the covectors v only what they say about rows of the
 * multiplicities is ever needed (§7), V(row, s) = Σ_columns eq(s, column)·v: sums of fractions,
 * which {@link KeyGroups} adds up many at a time. Immutable and thread-safe.
 */
public final class DirectTables implements RowFunctional {
  private final Layout layout;
  private final LookupChallenges challenges;
  private final Scalar factor;

  /** factor·S. */
  public DirectTables(Layout layout, LookupChallenges challenges, Scalar factor) {
    this.layout = layout;
    this.challenges = challenges;
    this.factor = factor;
  }

  /** All rows of tables together are at most 2^26 (§11, rule 32). */
  @Override
  public void addRows(List<Scalar> s, FieldVector rows, Workers workers) {
    Map<Integer, ColumnWeights> weights = new HashMap<>();
    FractionParts parts = new FractionParts();
    for (DirectTable table : layout.directTables()) {
      Matrix matrix = layout.matrix(table.multiplicity());
      DirectKeys keys = new DirectKeys(layout.circuit(), table, challenges);
      ColumnWeights own =
          weights.computeIfAbsent(matrix.columnBits(), bits -> new ColumnWeights(s, bits, factor));
      matrix.forEachRun(
          (first, length, row, column, lowBits) ->
              parts.add(
                  new TableRun(
                      keys, own, first, length, matrix.firstRow() + row, column, lowBits)));
    }
    parts.addTo(rows, workers);
  }
}
