package dev.vouch.verifier.independence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.independence.RowIndependence.Answer;
import dev.vouch.verifier.testing.CircuitSketch;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where rows lie in ports and keys, circuit by circuit. */
class RowsOfPortsAndKeysTest {
  private final CircuitSketch sketch = new CircuitSketch(3);

  private AlignedRows aligned() throws TooLargeException {
    return AlignedRows.find(sketch.circuit(), new Budget(0, 1 << 20));
  }

  /** y = what is read; both are seen as so many rows from outside. */
  private Circuit ports(int rows, Term read, int x, int y) {
    List<Integer> shape = sketch.tensors.get(y).shape();
    int cells = shape.stream().reduce(1, (a, b) -> a * b);
    List<Integer> outside = List.of(rows, cells / rows);
    sketch.inputs.set(0, new Port("x", ValueType.REAL, outside, x));
    sketch.outputs.set(0, new Port("y", ValueType.REAL, outside, y));
    sketch.zeros.add(sketch.derived("zero", shape, read, sketch.same(-1, y)));
    return sketch.circuit();
  }

  /** Two rows of two cells each in a tensor of one axis. */
  @Test
  void neighboursOfOneRowAreComputedAlike() throws Exception {
    int x = sketch.input("x", 0, 3, 4);
    int y = sketch.output("y", 0, 3, 4);
    Circuit circuit = ports(2, sketch.same(1, x), x, y);
    assertThat(circuit.rows()).isEqualTo(2);
    assertThat(aligned().axis(x)).isEqualTo(new RowAxis(0, 2));
    assertThat(aligned().alike()).isTrue();
  }

  /** Six rows of a cell each in a tensor of 3 × 2: no axis of it is one of rows. */
  @Test
  void portsWithoutAnAxisOfRowsAreDecidedCellByCell() throws Exception {
    int x = sketch.input("x", 0, 3, 3, 2);
    int y = sketch.output("y", 0, 3, 3, 2);
    Term mirrored =
        new Term.Box(
            Scalar.ONE,
            List.of(3, 2),
            CircuitSketch.axes(2),
            List.of(
                new Term.Operand(
                    x,
                    List.of(
                        IndexEntry.axis(0),
                        new IndexEntry(1, List.of(new IndexEntry.Part(1, -1)))))));
    Circuit circuit = ports(6, mirrored, x, y);
    assertThat(aligned()).isNull();
    assertThat(RowIndependence.of(circuit).answer()).isEqualTo(Answer.MIXED);
  }

  private int columns() {
    int column = sketch.iota("column", 0, 8);
    return sketch.table("table", 2, column, column, column);
  }

  /**
   * A constant key joins nothing; the two others are joined, and one has rows where columns are.
   */
  @Test
  void keysThatLieOtherwiseMeetBesideAConstantOne() throws Exception {
    int x = sketch.input("x", 0, 3, 2, 2);
    int y = sketch.output("y", 0, 3, 2, 2);
    Term across =
        new Term.Box(
            Scalar.ONE,
            List.of(2, 2),
            CircuitSketch.axes(2),
            List.of(new Term.Operand(x, CircuitSketch.entries(List.of(1, 0)))));
    int turned = sketch.derived("turned", List.of(2, 2), across);
    ports(2, sketch.same(1, x), x, y);
    assertThat(aligned().axis(turned)).isEqualTo(new RowAxis(1, 1));
    int constant = sketch.iota("constant", 0, 2, 2);
    sketch.lookup(columns(), constant, x, turned);
    assertThat(aligned()).isNull();
    assertThat(RowIndependence.of(sketch.circuit()).answer()).isEqualTo(Answer.MIXED);
  }

  @Test
  void keysAreAlikeIfAllOrNoneAreOfRows() throws Exception {
    int x = sketch.input("x", 0, 3, 2, 2);
    int y = sketch.output("y", 0, 3, 2, 2);
    ports(2, sketch.same(1, x), x, y);
    int table = columns();
    int constant = sketch.iota("constant", 0, 2, 2);
    int apart = sketch.witness("apart", 0, 3, 2, 2);
    sketch.lookup(table, x, y, x);
    sketch.lookup(table, apart, constant, apart);
    assertThat(aligned().alike()).isTrue();
    sketch.lookup(table, x, constant, y);
    assertThat(aligned().alike()).isFalse();
  }
}
