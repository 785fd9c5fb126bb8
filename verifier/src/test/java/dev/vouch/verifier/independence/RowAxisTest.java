package dev.vouch.verifier.independence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.field.Scalar;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An axis of a tensor whose neighbours are of one row each. */
class RowAxisTest {
  private static final List<Integer> SHAPE = List.of(2, 6, 5);

  @Test
  void everyAxisThatRowsDivideIsACandidate() {
    assertThat(RowAxis.candidates(SHAPE, 2)).containsExactly(new RowAxis(0, 1), new RowAxis(1, 3));
    assertThat(RowAxis.candidates(SHAPE, 4)).isEmpty();
  }

  @Test
  void cellsOfARowFollowOneAnotherOnTheFirstAxisLongerThanOne() {
    assertThat(new RowAxis(0, 1).isFirst(SHAPE)).isTrue();
    assertThat(new RowAxis(1, 3).isFirst(SHAPE)).isFalse();
    assertThat(new RowAxis(1, 3).isFirst(List.of(1, 6, 5))).isTrue();
  }

  /** Cell (i, j, k) has the number 30·i + 5·j + k; three neighbours j are of one row. */
  @Test
  void theRowOfACellIsItsIndexByTheBlock() {
    RowAxis axis = new RowAxis(1, 3);
    assertThat(axis.row(30 + 5 * 2 + 4, SHAPE)).isZero();
    assertThat(axis.row(30 + 5 * 3, SHAPE)).isEqualTo(1);
    assertThat(axis.row(5 * 5 + 4, SHAPE)).isEqualTo(1);
  }

  private static int boxAxis(IndexEntry entry, int length) {
    Term.Box term = new Term.Box(Scalar.ONE, List.of(6, 5), List.of(entry), List.of());
    return new RowAxis(0, 3).boxAxis(term, length);
  }

  @Test
  void oneBoxAxisGoesAllAlongItStepByStep() {
    assertThat(boxAxis(IndexEntry.axis(0), 6)).isZero();
    assertThat(boxAxis(IndexEntry.axis(1), 5)).isEqualTo(1);
    assertThat(boxAxis(IndexEntry.axis(1), 6)).as("shorter").isEqualTo(-1);
    assertThat(boxAxis(IndexEntry.constant(0), 6)).isEqualTo(-1);
    assertThat(boxAxis(new IndexEntry(1, List.of(new IndexEntry.Part(0, 1))), 6)).isEqualTo(-1);
    assertThat(boxAxis(new IndexEntry(0, List.of(new IndexEntry.Part(0, 2))), 6)).isEqualTo(-1);
  }
}
