package dev.vouch.verifier.independence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.field.Scalar;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the axes of a box move, and how far. */
class BoxAxesTest {
  private static IndexEntry entry(long offset, int boxAxis, long coefficient) {
    return new IndexEntry(offset, List.of(new IndexEntry.Part(boxAxis, coefficient)));
  }

  /**
   * Of a result of 5 × 7 cells: one axis moves it by two rows, one by two cells, one not at all.
   */
  @Test
  void axesAreSortedByWhatTheyMove() {
    Term.Operand operand = new Term.Operand(0, List.of(entry(2, 1, -1), entry(0, 2, 3)));
    Term.Box term =
        new Term.Box(
            Scalar.ONE, List.of(2, 3, 4), List.of(entry(1, 0, 2), entry(3, 1, 2)), List.of());
    BoxAxes axes = BoxAxes.of(term, List.of(5, 7), operand);
    assertThat(axes)
        .isEqualTo(
            new BoxAxes(
                List.of(new BoxAxes.Axis(3, 2, 0, -1)),
                List.of(new BoxAxes.Axis(2, 14, -1, 0)),
                List.of(List.of(), List.of(new BoxAxes.Axis(4, 0, 1, 3))),
                10));
    assertThat(axes.steps()).isEqualTo(3 * (2 + 4));
  }

  @Test
  void productsAreExactUpToTheLimit() {
    long limit = 1L << 60;
    assertThat(BoxAxes.times(limit / 3, 3)).isEqualTo(limit / 3 * 3).isLessThan(limit);
    assertThat(BoxAxes.times(limit / 3 + 1, 3)).isEqualTo(limit);
    assertThat(BoxAxes.times(limit, limit)).isEqualTo(limit);
    assertThat(BoxAxes.times(6, 7)).isEqualTo(42);
  }
}
