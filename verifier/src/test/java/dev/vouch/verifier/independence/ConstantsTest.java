package dev.vouch.verifier.independence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.testing.CircuitSketch;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The values that a circuit alone gives its tensors. */
class ConstantsTest {
  private final CircuitSketch sketch = new CircuitSketch(3);

  /** A constant of nothing is the first tensor here. */
  private final int filled = sketch.derived("filled", List.of(3), CircuitSketch.filled(4, 3));

  private final int known =
      sketch.add(new Tensor.Const("known", List.of(3), new long[] {5, 7, 11}));

  private List<Scalar> values(int tensor) throws TooLargeException {
    FieldVector cells = new Constants(sketch.circuit(), new Budget(1 << 20, 1 << 20)).of(tensor);
    return IntStream.range(0, cells.length()).mapToObj(cells::get).toList();
  }

  private static List<Scalar> scalars(long... values) {
    return Arrays.stream(values).mapToObj(Scalar::of).toList();
  }

  /** known at the cells from {@code offset} on. */
  private Term.Operand from(long offset) {
    return new Term.Operand(
        known, List.of(new IndexEntry(offset, List.of(new IndexEntry.Part(0, 1)))));
  }

  private static Term box(long coefficient, Term.Operand... operands) {
    return new Term.Box(
        Scalar.of(coefficient), List.of(3), CircuitSketch.axes(1), List.of(operands));
  }

  @Test
  void sourcesAreTheirValues() throws Exception {
    int iota = sketch.iota("iota", -1, 3);
    assertThat(values(known)).isEqualTo(scalars(5, 7, 11));
    assertThat(values(iota)).isEqualTo(scalars(-1, 0, 1));
    assertThat(values(filled)).isEqualTo(scalars(4, 4, 4));
  }

  @Test
  void indexTermsAreAddedCellByCell() throws Exception {
    Term read = new Term.Index(Scalar.of(2), known, new long[] {0, 2, 2}, new long[] {2, 0, 1});
    int picked = sketch.derived("picked", List.of(3), read, sketch.same(1, filled));
    assertThat(values(picked)).isEqualTo(scalars(2 * 11 + 4, 4, 2 * (5 + 7) + 4));
  }

  /** Cells outside are 0, and the first one is inside. */
  @Test
  void boxTermsAreProductsOfWhatIsInside() throws Exception {
    int shifted = sketch.derived("shifted", List.of(3), box(3, from(-1)));
    int squares = sketch.derived("squares", List.of(3), box(1, from(0), from(0)));
    int products = sketch.derived("products", List.of(3), box(1, from(1), from(0)));
    assertThat(values(shifted)).isEqualTo(scalars(0, 3 * 5, 3 * 7));
    assertThat(values(squares)).isEqualTo(scalars(25, 49, 121));
    assertThat(values(products)).isEqualTo(scalars(7 * 5, 11 * 7, 0));
  }

  @Test
  void whatReadsWeightsOrDataIsNotConstant() {
    int weights = sketch.model("w", 0, 3, 3);
    int sum = sketch.derived("sum", List.of(3), sketch.same(1, known), sketch.same(1, weights));
    int cell =
        sketch.derived(
            "cell", List.of(3), new Term.Index(Scalar.ONE, sum, new long[] {0}, new long[] {0}));
    int twice = sketch.derived("twice", List.of(3), sketch.same(2, known));
    Constants constants = new Constants(sketch.circuit(), new Budget(0, 0));
    assertThat(
            List.of(
                constants.isConstant(weights),
                constants.isConstant(sum),
                constants.isConstant(cell),
                constants.isConstant(twice),
                constants.isConstant(filled)))
        .containsExactly(false, false, false, true, true);
  }

  /** What was worked out once takes nothing again; 8 cells and a step for each value. */
  @Test
  void valuesAreWorkedOutOnce() throws Exception {
    Constants constants = new Constants(sketch.circuit(), new Budget(3 * 8, 3 + known));
    FieldVector cells = constants.of(known);
    assertThat(constants.of(known)).isSameAs(cells);
    assertThatThrownBy(() -> constants.of(filled)).isInstanceOf(TooLargeException.class);
  }
}
