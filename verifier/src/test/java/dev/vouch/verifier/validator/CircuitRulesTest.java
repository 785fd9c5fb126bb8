package dev.vouch.verifier.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.SliceScales;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.testing.CircuitSketch;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Circuits that are built and not read: the validator alone has to refuse what the bytes could not
 * even say.
 */
class CircuitRulesTest {
  private interface Change {
    void to(CircuitSketch sketch);
  }

  /** x(3) ranged by a lookup, a derived tensor 2·x, an output equal to it. */
  static CircuitSketch good() {
    CircuitSketch n = new CircuitSketch(2);
    int x = n.input("x", 0, 3, 3); // 0
    int table = n.rangeTable("t", 0, 4); // 1, 2
    n.lookup(table, x);
    int d = n.derived("d", List.of(3), n.same(2, x)); // 3
    int y = n.output("y", 0, 6, 3); // 4
    n.zeros.add(n.derived("z", List.of(3), n.same(1, d), n.same(-1, y))); // 5
    return n;
  }

  static Term box(
      long coefficient, List<Integer> box, List<IndexEntry> result, Term.Operand... operands) {
    return new Term.Box(Scalar.of(coefficient), box, result, List.of(operands));
  }

  private static void derived(CircuitSketch n, Term term) {
    n.tensors.set(3, new Tensor.Derived("d", List.of(3), List.of(term)));
  }

  private static final List<IndexEntry> AXIS = CircuitSketch.axes(1);
  private static final Term.Operand X = new Term.Operand(0, AXIS);

  private static Arguments rule(CircuitRule rule, String what, Change change) {
    return Arguments.of(rule, what, change);
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        rule(CircuitRule.SEMANTICS, "version 2", n -> n.semantics = 2),
        rule(CircuitRule.WIDTH, "c = 17", n -> n.c = 17),
        rule(CircuitRule.WIDTH, "c = 40", n -> n.c = 40),
        rule(CircuitRule.WIDTH, "c = -1", n -> n.c = -1),
        rule(
            CircuitRule.NAME,
            "empty",
            n -> n.tensors.set(2, new Tensor.Witness("", List.of(4), 0, 1L << 40))),
        rule(
            CircuitRule.NAME,
            "256 bytes",
            n -> n.tensors.set(2, new Tensor.Witness("n".repeat(256), List.of(4), 0, 1L << 40))),
        rule(
            CircuitRule.NAME,
            "control character",
            n -> n.tensors.set(2, new Tensor.Witness("a\nb", List.of(4), 0, 1L << 40))),
        rule(
            CircuitRule.NAME,
            "bidirectional override",
            n -> n.tensors.set(2, new Tensor.Witness("a\u202eb", List.of(4), 0, 1L << 40))),
        rule(
            CircuitRule.NAME,
            "tag beyond the basic plane",
            n -> n.tensors.set(2, new Tensor.Witness("a\udb40\udc41", List.of(4), 0, 1L << 40))),
        rule(
            CircuitRule.NAME,
            "lone surrogate",
            n -> n.tensors.set(2, new Tensor.Witness("\ud800", List.of(4), 0, 1L << 40))),
        rule(CircuitRule.LENGTH, "axis of length 0", n -> derived(n, box(1, List.of(0), AXIS, X))),
        rule(CircuitRule.LENGTH, "tensor length -1", n -> n.iota("i", 0, -1)),
        rule(CircuitRule.LENGTH, "nine axes", n -> n.iota("i", 0, 1, 1, 1, 1, 1, 1, 1, 1, 1)),
        rule(
            CircuitRule.LENGTH,
            "17 box axes",
            n ->
                derived(
                    n,
                    box(1, List.of(3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1), AXIS, X))),
        rule(CircuitRule.BITS, "41 bits", n -> n.iota("i", 0, 1 << 30, 1 << 11)),
        rule(
            CircuitRule.CONSTANTS,
            "too few",
            n -> n.add(new Tensor.Const("k", List.of(3), new long[] {7}))),
        rule(CircuitRule.CONSTANTS, "closed form wraps", n -> n.iota("i", Long.MAX_VALUE - 1, 4)),
        rule(CircuitRule.RANGE, "lo > hi", n -> n.witness("w", 1, 0, 3)),
        rule(CircuitRule.RANGE, "beyond 2^62", n -> n.witness("w", Long.MIN_VALUE, 0, 3)),
        rule(
            CircuitRule.REFERENCE,
            "operand is the tensor itself",
            n -> derived(n, box(1, List.of(3), AXIS, new Term.Operand(3, AXIS)))),
        rule(
            CircuitRule.REFERENCE,
            "operand is later",
            n -> derived(n, box(1, List.of(3), AXIS, new Term.Operand(4, AXIS)))),
        rule(
            CircuitRule.REFERENCE,
            "operand -1",
            n -> derived(n, box(1, List.of(3), AXIS, new Term.Operand(-1, AXIS)))),
        rule(CircuitRule.REFERENCE, "zero of an unknown tensor", n -> n.zeros.add(99)),
        rule(CircuitRule.REFERENCE, "lookup in an unknown table", n -> n.lookup(1, 0)),
        rule(CircuitRule.COEFFICIENT, "term", n -> derived(n, box(0, List.of(3), AXIS, X))),
        rule(
            CircuitRule.COEFFICIENT,
            "index map",
            n ->
                derived(
                    n,
                    box(
                        1,
                        List.of(3),
                        AXIS,
                        new Term.Operand(
                            0, List.of(new IndexEntry(0, List.of(new IndexEntry.Part(0, 0)))))))),
        rule(
            CircuitRule.INDEX_MAP,
            "no entry",
            n -> derived(n, box(1, List.of(3), AXIS, new Term.Operand(0, List.of())))),
        rule(
            CircuitRule.INDEX_MAP,
            "unknown box axis",
            n ->
                derived(
                    n, box(1, List.of(3), AXIS, new Term.Operand(0, List.of(IndexEntry.axis(1)))))),
        rule(
            CircuitRule.INDEX_BOUND,
            "64-bit wrap-around",
            n ->
                derived(
                    n,
                    box(
                        1,
                        List.of(3),
                        AXIS,
                        new Term.Operand(
                            0,
                            List.of(
                                new IndexEntry(
                                    Long.MAX_VALUE,
                                    List.of(new IndexEntry.Part(0, Long.MAX_VALUE)))))))),
        rule(
            CircuitRule.INDEX_BOUND,
            "2^40",
            n ->
                derived(
                    n,
                    box(
                        1,
                        List.of(3),
                        AXIS,
                        new Term.Operand(0, List.of(IndexEntry.constant(1L << 40)))))),
        rule(
            CircuitRule.RESULT_INDEX,
            "beyond the end",
            n -> derived(n, box(1, List.of(4), AXIS, X))),
        rule(
            CircuitRule.DEGREE,
            "three operands",
            n -> derived(n, box(1, List.of(3), AXIS, X, X, X))),
        rule(
            CircuitRule.INDEX_TABLE,
            "negative cell",
            n -> derived(n, new Term.Index(Scalar.ONE, 0, new long[] {-1}, new long[] {0}))),
        rule(
            CircuitRule.INDEX_TABLE,
            "beyond the operand",
            n -> derived(n, new Term.Index(Scalar.ONE, 0, new long[] {0}, new long[] {3}))),
        rule(
            CircuitRule.INDEX_TABLE,
            "two lengths",
            n -> derived(n, new Term.Index(Scalar.ONE, 0, new long[] {0}, new long[] {0, 1}))),
        rule(
            CircuitRule.TABLE,
            "no argument column",
            n -> n.tables.set(0, new Table(List.of(1), 0, 2, false))),
        rule(
            CircuitRule.DIRECT_TABLE,
            "value column of the statement",
            n -> n.direct(n.table("u", 1, n.iota("i", 0, 3), n.publicOutput("v", 0, 3, 3)))),
        rule(
            CircuitRule.DIRECT_TABLE,
            "derived value column",
            n -> n.direct(n.table("u", 1, n.iota("i", 0, 3), 3))),
        rule(
            CircuitRule.ARGUMENT,
            "hidden argument of a direct table",
            n -> n.direct(n.table("u", 0, 0))),
        rule(CircuitRule.ARGUMENT, "hidden argument", n -> n.table("u", 0, 0)),
        rule(
            CircuitRule.MULTIPLICITY,
            "range",
            n -> n.tensors.set(2, new Tensor.Witness("t.m", List.of(4), 0, 1L << 41))),
        rule(CircuitRule.MULTIPLICITY, "looked up", n -> n.lookup(0, 2)),
        rule(CircuitRule.LOOKUP, "two keys for one column", n -> n.lookup(0, 0, 0)),
        rule(CircuitRule.NO_LOOKUP, "tables without lookup", n -> n.lookups.clear()),
        rule(CircuitRule.PORT, "input without port", n -> n.inputs.clear()),
        rule(
            CircuitRule.PORT,
            "output port on an input",
            n -> n.outputs.add(new Port("o", ValueType.REAL, List.of(3), 0))),
        rule(
            CircuitRule.PORT,
            "another size",
            n -> n.inputs.set(0, new Port("x", ValueType.REAL, List.of(4), 0))),
        rule(CircuitRule.SLICES, "axis -1", n -> n.inputs.set(0, sliced(-1, 0, -1, -2))),
        rule(CircuitRule.SLICES, "axis of another shape", n -> n.inputs.set(0, sliced(1, 0, -1))),
        rule(CircuitRule.SLICES, "no scales", n -> n.inputs.set(0, sliced(0))),
        rule(CircuitRule.SLICES, "a scale too few", n -> n.inputs.set(0, sliced(0, 0, -1))),
        rule(CircuitRule.SLICES, "a scale too many", n -> n.inputs.set(0, sliced(0, 0, -1, 0, 0))),
        rule(
            CircuitRule.INPUT_RANGE,
            "wider range than proven",
            n -> n.tensors.set(0, withRange(0, 4))),
        rule(CircuitRule.SUPPORT, "a witness that nothing uses", n -> n.witness("w", 0, 1, 2)));
  }

  private static Port sliced(int axis, Integer... exponents) {
    return new Port("x", ValueType.REAL, List.of(3), 0, new SliceScales(axis, List.of(exponents)));
  }

  private static Tensor withRange(long lo, long hi) {
    return new Tensor.Committed("x", List.of(3), TensorKind.INPUT, lo, hi, 0, 2, List.of(""));
  }

  @Test
  void theUnchangedCircuitIsValid() {
    assertThatCode(() -> CircuitValidator.validate(good().circuit())).doesNotThrowAnyException();
  }

  @Test
  void scalesThatFitAreValid() {
    CircuitSketch sketch = good();
    sketch.inputs.set(0, sliced(0, 0, -1, -64));
    assertThatCode(() -> CircuitValidator.validate(sketch.circuit())).doesNotThrowAnyException();
    assertThatThrownBy(
            () ->
                new Port(
                    "x", ValueType.INTEGER, List.of(3), 0, new SliceScales(0, List.of(0, -1, -2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("INTEGER");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("changes")
  void oneChangeIsRefused(CircuitRule rule, String what, Change change) {
    CircuitSketch sketch = good();
    change.to(sketch);
    assertThatThrownBy(() -> CircuitValidator.validate(sketch.circuit()))
        .as(what)
        .isInstanceOfSatisfying(
            InvalidCircuitException.class, e -> assertThat(e.rule()).isEqualTo(rule));
  }

  @Test
  void committedTensorsWithAnIdHaveOneOfThreeKinds() {
    assertThatThrownBy(
            () ->
                new Tensor.Committed("w", List.of(3), TensorKind.WITNESS, 0, 1, 0, 2, List.of("")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Its rows are inverted one by one, whatever its columns are. */
  @Test
  void rowsOfDirectTablesAreCounted() throws Exception {
    CircuitSketch n = good();
    n.c = 13;
    Integer[] columns = new Integer[4];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = n.iota("i" + i, 0, 1 << 12, 1 << 12);
    }
    int wide = n.table("wide", 0, columns);
    CircuitValidator.validate(n.circuit());
    n.direct(wide); // 4·2^24 products for the keys, 2^24 cells of a dense covector
    assertThatThrownBy(() -> CircuitValidator.validate(n.circuit()))
        .isInstanceOfSatisfying(
            InvalidCircuitException.class, e -> assertThat(e.rule()).isEqualTo(CircuitRule.WORK));
  }

  @Test
  @Tag("clock")
  void doublingChainOfDepth40IsRefusedAtOnce() {
    CircuitSketch n = good();
    int last = 3;
    for (int i = 0; i < 40; i++) {
      last = n.derived("double" + i, List.of(3), n.same(1, last), n.same(1, last));
    }
    n.zeros.add(last);
    long start = System.nanoTime();
    assertThatThrownBy(() -> CircuitValidator.validate(n.circuit()))
        .isInstanceOfSatisfying(
            InvalidCircuitException.class,
            e -> assertThat(e.rule()).isEqualTo(CircuitRule.COVECTORS));
    assertThat(System.nanoTime() - start).isLessThan(200_000_000);
  }

  /**
   * A box of one position in an axis of 2^30: cheap as a term, but a covector on it has 2^30
   * entries.
   */
  @Test
  void longAxisOfADerivedTensorIsCounted() {
    CircuitSketch n = good();
    Term.Operand first = new Term.Operand(0, List.of(IndexEntry.constant(0)));
    int wide = n.derived("wide", List.of(1 << 30), box(1, List.of(1), AXIS, first));
    n.zeros.add(wide);
    assertThatThrownBy(() -> CircuitValidator.validate(n.circuit()))
        .isInstanceOfSatisfying(
            InvalidCircuitException.class, e -> assertThat(e.rule()).isEqualTo(CircuitRule.WORK));
  }

  /**
   * Each covector on a scalar walks all its terms, however small their boxes: 2^15 of them on 2^12
   * constants are 2^27 steps.
   */
  @Test
  void termsWithoutBoxAxesAreCounted() {
    CircuitSketch n = good();
    Term[] constants = new Term[1 << 12];
    Arrays.fill(constants, CircuitSketch.filled(1));
    int sum = n.derived("sum", List.of(), constants);
    n.zeros.addAll(Collections.nCopies(1 << 15, sum));
    assertThatThrownBy(() -> CircuitValidator.validate(n.circuit()))
        .isInstanceOfSatisfying(
            InvalidCircuitException.class, e -> assertThat(e.rule()).isEqualTo(CircuitRule.WORK));
  }
}
