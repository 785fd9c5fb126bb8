package dev.vouch.verifier.independence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.testing.CircuitSketch;
import org.junit.jupiter.api.Test;

/** Lookups in a table whose rows the prover chooses: what they join, and what that takes. */
class LookupCellsTest {
  private static final int KEY_CELLS = 3;
  private static final int TABLE_ROWS = 5;
  private static final int COLUMNS = 2;

  /** Two keys of three cells, two columns of five. */
  private static Circuit circuit() {
    CircuitSketch sketch = new CircuitSketch(3);
    int x = sketch.input("x", 0, 3, KEY_CELLS);
    int w = sketch.witness("w", 0, 3, KEY_CELLS);
    int first = sketch.witness("first", 0, 3, TABLE_ROWS);
    int second = sketch.witness("second", 0, 3, TABLE_ROWS);
    sketch.lookup(sketch.table("table", 1, first, second), x, w);
    return sketch.circuit();
  }

  private static LookupCells cells(Circuit circuit, CellSets sets, Numbering numbers, long steps) {
    long memory = 16 * TABLE_ROWS;
    return new LookupCells(circuit, numbers, sets, new Budget(memory, steps));
  }

  @Test
  void keysAndRowsOfTheTableAreOneSet() throws Exception {
    Circuit circuit = circuit();
    Numbering numbers = Numbering.of(circuit, new Budget(1000, 0));
    CellSets sets = new CellSets(numbers.count(), numbers.of(0, 0));
    for (int cell = 0; cell < KEY_CELLS; cell++) {
      sets.belongs(numbers.of(0, cell), cell);
    }
    cells(circuit, sets, numbers, 1000).join(circuit.lookups().get(0));
    assertThat(sets.met()).isTrue();
    assertThat(sets.row()).isZero();
    assertThat(sets.other()).isEqualTo(1);
  }

  /** A step for each cell of a key and of a column, eight for each tuple; memory is lent. */
  @Test
  void everyCellAndTupleIsPaidForAndMemoryIsGivenBack() throws Exception {
    Circuit circuit = circuit();
    Numbering numbers = Numbering.of(circuit, new Budget(1000, 0));
    CellSets sets = new CellSets(numbers.count(), numbers.of(0, 0));
    long once = 2 * KEY_CELLS + COLUMNS * TABLE_ROWS + 8 * (TABLE_ROWS + KEY_CELLS);
    LookupCells exact = cells(circuit, sets, numbers, 2 * once);
    exact.join(circuit.lookups().get(0));
    exact.join(circuit.lookups().get(0));
    LookupCells less = cells(circuit, sets, numbers, once - 1);
    assertThatThrownBy(() -> less.join(circuit.lookups().get(0)))
        .isInstanceOf(TooLargeException.class);
  }
}
