package dev.vouch.verifier.independence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.testing.CircuitSketch;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether a term reads cells of its own row alone. */
class RowLinkTest {
  /** result[i] = read[offset + coefficient·i], each with as many neighbours of one row. */
  private static boolean keeps(
      int results, int resultBlock, int length, int block, long offset, long coefficient, long most)
      throws TooLargeException {
    CircuitSketch sketch = new CircuitSketch(3);
    int read = sketch.input("x", 0, 3, length);
    Term.Operand operand =
        new Term.Operand(
            read, List.of(new IndexEntry(offset, List.of(new IndexEntry.Part(0, coefficient)))));
    Term term = new Term.Box(Scalar.ONE, List.of(results), CircuitSketch.axes(1), List.of(operand));
    int result = sketch.derived("d", List.of(results), term);
    return new RowLink(result, read, term, operand)
        .keepsRows(
            sketch.circuit(),
            new RowAxis(0, resultBlock),
            new RowAxis(0, block),
            new Budget(0, most));
  }

  private static boolean shifted(long offset) throws TooLargeException {
    return keeps(2, 1, 2, 1, offset, 1, 2);
  }

  /** Two rows: one step in either direction reads another row, two steps read nothing. */
  @Test
  void onlyCellsInsideTheShapeAreRead() throws Exception {
    assertThat(shifted(0)).isTrue();
    assertThat(shifted(-1)).as("the second row reads the first cell").isFalse();
    assertThat(shifted(1)).as("the first row reads the last cell").isFalse();
    assertThat(shifted(-2)).isTrue();
    assertThat(shifted(2)).isTrue();
  }

  @Test
  void neighboursOfARowMayReadEachOther() throws Exception {
    assertThat(keeps(4, 2, 4, 2, 0, 1, 4)).isTrue();
    assertThat(keeps(4, 2, 4, 2, 1, 1, 4)).isFalse();
    assertThat(keeps(2, 1, 4, 2, 0, 2, 2)).as("the first neighbours").isTrue();
    assertThat(keeps(2, 1, 4, 2, 1, 2, 2)).as("the second neighbours").isTrue();
    assertThat(keeps(2, 1, 4, 2, 0, 1, 2)).as("both of the first row").isFalse();
  }

  @Test
  void everyPositionIsAStep() {
    assertThatThrownBy(() -> keeps(4, 2, 4, 2, 0, 1, 3)).isInstanceOf(TooLargeException.class);
  }

  @Test
  void keysHaveTheirRowsOnTheSameAxis() throws Exception {
    RowLink keys = RowLink.ofKeys(0, 1);
    CircuitSketch none = new CircuitSketch(3);
    Budget nothing = new Budget(0, 0);
    RowAxis first = new RowAxis(0, 1);
    assertThat(keys.keepsRows(none.circuit(), first, new RowAxis(0, 1), nothing)).isTrue();
    assertThat(keys.keepsRows(none.circuit(), first, new RowAxis(1, 1), nothing)).isFalse();
    assertThat(keys.keepsRows(none.circuit(), first, new RowAxis(0, 2), nothing)).isFalse();
  }
}
