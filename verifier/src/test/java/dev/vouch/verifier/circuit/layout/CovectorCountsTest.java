package dev.vouch.verifier.circuit.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.testing.CircuitSketch;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Covectors, their entries and their work, added up by hand (protocol.md §11, rule 32). */
class CovectorCountsTest {
  private final CircuitSketch n = new CircuitSketch(3);
  private final int x = n.witness("x", 0, 9, 5);

  /** Total, entries on derived tensors, dense entries, work. */
  private void assertCounts(long total, long entries, long denseEntries, long work) {
    CovectorCounts counts = CovectorCounts.of(n.circuit());
    assertThat(List.of(counts.total(), counts.entries(), counts.denseEntries(), counts.work()))
        .containsExactly(total, entries, denseEntries, work);
  }

  private int picked(int tensor) {
    Term pick = new Term.Index(Scalar.ONE, tensor, new long[] {0, 1}, new long[] {4, 2});
    return n.derived("g", List.of(2), pick);
  }

  /** y: 5 entries; 1 + 5 of the box + 5 of the operand's axis. x: 5 + one row. */
  @Test
  void boxesKeepCovectorsClosed() {
    n.zeros.add(n.derived("y", List.of(5), n.same(1, x)));
    assertCounts(2, 5, 0, 11 + 6);
  }

  /** g: 2 entries; 2 pairs + 2 + 5 cells. y and x: two covectors each, all of 5 cells. */
  @Test
  void anIndexTableMakesDenseAllThatItsOperandReads() {
    int y = n.derived("y", List.of(5), n.same(1, x));
    n.zeros.add(y);
    n.zeros.add(picked(y));
    assertCounts(5, 2 + 2 * 5, 2 * 5 + 2 * 5, 9 + 2 * 5 + 2 * 5);
  }

  /** x stays dense when a box reads it as well: g, then y. */
  @Test
  void whatIsDenseStaysDense() {
    n.zeros.add(n.derived("y", List.of(5), n.same(1, x)));
    n.zeros.add(picked(x));
    assertCounts(4, 5 + 2, 2 * 5, 11 + 9 + 2 * 5);
  }

  /** Keys, column and multiplicity get one each: 5 + 1 row, 8, 8 + 1 row. */
  @Test
  void tablesInTheTreeAskForTheirColumns() {
    n.lookup(n.rangeTable("t", 0, 8), x);
    assertCounts(3, 0, 0, 6 + 8 + 9);
  }

  /** The column gets none, the multiplicity a dense one, and 8 rows have one column. */
  @Test
  void directTablesAskForTheirMultiplicityAlone() {
    n.lookup(n.rangeTable("t", 0, 8), x);
    n.direct(0);
    assertCounts(2, 0, 8, 6 + 8 + 8);
  }

  @Test
  void whatNothingAssertsCostsNothing() {
    picked(n.derived("y", List.of(5), n.same(1, x)));
    assertCounts(0, 0, 0, 0);
  }
}
