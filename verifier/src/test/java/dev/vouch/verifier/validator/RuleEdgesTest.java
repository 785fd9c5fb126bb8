package dev.vouch.verifier.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.Port;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The last that a rule allows, and the first that it does not, on records that no bytes make. */
class RuleEdgesTest {
  private interface Change {
    void to(CircuitSketch sketch);
  }

  private static final List<IndexEntry> AXIS = CircuitSketch.axes(1);
  private static final long QUARTER = 1L << 62;
  private static final Term.Operand X = new Term.Operand(0, AXIS);

  private static Arguments valid(String what, Change change) {
    return Arguments.of(what, change);
  }

  private static void derived(CircuitSketch n, Term term) {
    n.tensors.set(3, new Tensor.Derived("d", List.of(3), List.of(term)));
  }

  private static Integer[] ones(int count, Integer first) {
    Integer[] lengths = new Integer[count];
    Arrays.fill(lengths, 1);
    lengths[0] = first;
    return lengths;
  }

  private static List<Integer> columns(int count) {
    return Collections.nCopies(count, 1);
  }

  private static void port(CircuitSketch n, String name, Integer... shape) {
    n.inputs.set(0, new Port(name, ValueType.REAL, List.of(shape), 0));
  }

  private static void axisNames(CircuitSketch n, String... names) {
    n.tensors.set(
        0, new Tensor.Committed("x", List.of(3), TensorKind.INPUT, 0, 3, 0, 2, List.of(names)));
  }

  private static Tensor weight(List<Integer> shape, int columnBits) {
    return new Tensor.Committed(
        "w", shape, TensorKind.MODEL, 0, 1, 0, columnBits, Collections.nCopies(shape.size(), ""));
  }

  static Stream<Arguments> edges() {
    return Stream.of(
        valid("c = 16", n -> n.c = 16),
        valid("a range of one value", n -> n.zeros.add(n.witness("w", 1, 1))),
        valid(
            "a range behind a shift by 2^62", n -> shifted(n, -3, Scalar.of(QUARTER), QUARTER - 3)),
        valid("a range behind a shift by -2^62", n -> shifted(n, 0, Scalar.of(-QUARTER), -QUARTER)),
        valid("limbs of one bit", RuleEdgesTest::limbsOfOneBit),
        valid(
            "the only index of an axis",
            n -> {
              List<IndexEntry> row = List.of(IndexEntry.constant(0), IndexEntry.axis(0));
              Term.Operand whole = new Term.Operand(n.input("line", 0, 3, 1, 3), row);
              Term read = CircuitRulesTest.box(1, List.of(3), AXIS, whole);
              n.lookup(0, n.derived("key", List.of(3), read));
            }),
        valid("a name of 255 bytes", n -> n.iota("n".repeat(255), 0)),
        valid("an axis name of 255 bytes", n -> axisNames(n, "n".repeat(255))),
        valid("a port's name of 255 bytes", n -> port(n, "n".repeat(255), 3)),
        valid("eight axes", n -> n.iota("i", 0, ones(8, 2))),
        valid("eight axes of a port", n -> port(n, "x", ones(8, 3))),
        valid(
            "16 box axes", n -> derived(n, CircuitRulesTest.box(2, List.of(ones(16, 3)), AXIS, X))),
        valid("weights of no column bits", n -> n.add(weight(List.of(4), 0))),
        valid("weights of c column bits", n -> n.add(weight(List.of(4), 2))),
        valid(
            "a table of 255 columns",
            n -> {
              n.tables.set(0, new Table(columns(255), 255, 2, false));
              n.lookups.set(0, new Lookup(0, Collections.nCopies(255, 0)));
            }),
        valid(
            "the last cells of result and operand, twice",
            n ->
                derived(n, new Term.Index(Scalar.of(2), 0, new long[] {2, 2}, new long[] {2, 2}))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("edges")
  void theLastIsAllowed(String what, Change change) {
    CircuitSketch sketch = CircuitRulesTest.good();
    change.to(sketch);
    assertThatCode(() -> CircuitValidator.validate(sketch.circuit()))
        .as(what)
        .doesNotThrowAnyException();
  }

  private static Arguments rule(CircuitRule rule, String what, Change change) {
    return Arguments.of(rule, what, change);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        rule(CircuitRule.REFERENCE, "zero -1", n -> n.zeros.add(-1)),
        rule(CircuitRule.REFERENCE, "zero of the next tensor", n -> n.zeros.add(6)),
        rule(CircuitRule.REFERENCE, "lookup in table -1", n -> n.lookup(-1, 0)),
        rule(
            CircuitRule.REFERENCE,
            "column -1",
            n -> n.tables.set(0, new Table(List.of(-1), 1, 2, false))),
        rule(
            CircuitRule.REFERENCE,
            "column of the next tensor",
            n -> n.tables.set(0, new Table(List.of(6), 1, 2, false))),
        rule(
            CircuitRule.REFERENCE,
            "multiplicity of the next tensor",
            n -> n.tables.set(0, new Table(List.of(1), 1, 6, false))),
        rule(CircuitRule.REFERENCE, "key -1", n -> n.lookup(0, -1)),
        rule(CircuitRule.REFERENCE, "key of the next tensor", n -> n.lookup(0, 6)),
        rule(
            CircuitRule.REFERENCE,
            "port -1",
            n -> n.inputs.add(new Port("p", ValueType.REAL, List.of(3), -1))),
        rule(
            CircuitRule.REFERENCE,
            "port of the next tensor",
            n -> n.inputs.add(new Port("p", ValueType.REAL, List.of(3), 6))),
        rule(
            CircuitRule.REFERENCE,
            "index table on the tensor itself",
            n -> derived(n, new Term.Index(Scalar.ONE, 3, new long[] {0}, new long[] {0}))),
        rule(
            CircuitRule.COEFFICIENT,
            "index table",
            n -> derived(n, new Term.Index(Scalar.ZERO, 0, new long[] {0}, new long[] {0}))),
        rule(
            CircuitRule.TABLE,
            "no column",
            n -> n.tables.set(0, new Table(List.of(), 0, 2, false))),
        rule(
            CircuitRule.TABLE,
            "256 columns",
            n -> n.tables.set(0, new Table(columns(256), 1, 2, false))),
        rule(
            CircuitRule.TABLE,
            "more arguments than columns",
            n -> n.tables.set(0, new Table(List.of(1), 2, 2, false))),
        rule(CircuitRule.NAME, "axis names too few", n -> axisNames(n)),
        rule(CircuitRule.NAME, "an axis name with a line end", n -> axisNames(n, "a\nb")),
        rule(CircuitRule.NAME, "a port without name", n -> port(n, "", 3)),
        rule(CircuitRule.NAME, "a port's name with a line end", n -> port(n, "a\nb", 3)),
        rule(CircuitRule.LENGTH, "nine axes of a port", n -> port(n, "x", ones(9, 3))),
        rule(CircuitRule.LENGTH, "a port of length 0", n -> port(n, "x", 0)),
        rule(CircuitRule.LENGTH, "a tensor of length 0", n -> n.iota("i", 0, 0)),
        rule(CircuitRule.WIDTH, "column bits -1", n -> n.add(weight(List.of(4), -1))),
        rule(
            CircuitRule.INDEX_MAP,
            "a result map of no entry",
            n -> derived(n, CircuitRulesTest.box(1, List.of(3), List.of(), X))),
        rule(
            CircuitRule.INDEX_MAP,
            "a box axis twice in one entry",
            n -> derived(n, CircuitRulesTest.box(1, List.of(3), AXIS, twice()))),
        rule(
            CircuitRule.COEFFICIENT,
            "result map",
            n ->
                derived(
                    n,
                    CircuitRulesTest.box(
                        1,
                        List.of(3),
                        List.of(new IndexEntry(0, List.of(new IndexEntry.Part(0, 0)))),
                        X))),
        rule(
            CircuitRule.INDEX_MAP,
            "box axis -1",
            n ->
                derived(
                    n,
                    CircuitRulesTest.box(
                        1, List.of(3), AXIS, new Term.Operand(0, List.of(IndexEntry.axis(-1)))))),
        rule(
            CircuitRule.INDEX_MAP,
            "the second box axis in two axes of an operand",
            n -> {
              int square = n.iota("square", 0, 3, 3);
              List<IndexEntry> diagonal = List.of(IndexEntry.axis(1), IndexEntry.axis(1));
              Term.Operand read = new Term.Operand(square, diagonal);
              n.zeros.add(
                  n.derived(
                      "trace", List.of(), CircuitRulesTest.box(1, List.of(1, 3), List.of(), read)));
            }),
        rule(
            CircuitRule.INPUT_RANGE,
            "a limb whose factor is no power of two, and no limb beside it",
            RuleEdgesTest::factorThree),
        rule(
            CircuitRule.INPUT_RANGE,
            "one cell that stands for all",
            n -> {
              Term.Operand first = new Term.Operand(0, List.of(IndexEntry.constant(0)));
              Term read = CircuitRulesTest.box(1, List.of(), List.of(), first);
              n.lookups.set(0, new Lookup(0, List.of(n.derived("key", List.of(), read))));
            }),
        rule(
            CircuitRule.INPUT_RANGE,
            "a shift by 2^64, whose low bits are 0",
            n -> shifted(n, 0, Scalar.powerOfTwo(64).negate(), 0)),
        rule(
            CircuitRule.INPUT_RANGE,
            "a range whose ends take more than 64 bits",
            RuleEdgesTest::rangeBeyondLongs),
        rule(
            CircuitRule.INDEX_TABLE,
            "the operand's cells not ascending",
            n -> derived(n, new Term.Index(Scalar.ONE, 0, new long[] {1, 1}, new long[] {1, 0}))),
        rule(
            CircuitRule.INDEX_TABLE,
            "the result's cells not ascending",
            n -> derived(n, new Term.Index(Scalar.ONE, 0, new long[] {1, 0}, new long[] {0, 1}))),
        rule(
            CircuitRule.INDEX_TABLE,
            "operand cell -1",
            n -> derived(n, new Term.Index(Scalar.ONE, 0, new long[] {0}, new long[] {-1}))),
        rule(
            CircuitRule.INDEX_TABLE,
            "beyond the result",
            n -> derived(n, new Term.Index(Scalar.ONE, 0, new long[] {3}, new long[] {0}))));
  }

  /** x in [lo, lo + 3], looked up as x + shift among four values from {@code start}. */
  private static void shifted(CircuitSketch n, long lo, Scalar shift, long start) {
    n.tensors.set(
        0, new Tensor.Committed("x", List.of(3), TensorKind.INPUT, lo, lo + 3, 0, 2, List.of("")));
    n.tensors.set(1, new Tensor.Iota("t", List.of(4), start));
    Term constant = new Term.Box(shift, List.of(3), AXIS, List.of());
    n.lookups.set(0, new Lookup(0, List.of(n.derived("key", List.of(3), n.same(1, 0), constant))));
  }

  /** x in [0, 3] is 2·u + a bit; u in [0, 1] is looked up itself. */
  private static void limbsOfOneBit(CircuitSketch n) {
    int bits = n.rangeTable("bits", 0, 2);
    int u = n.witness("u", 0, 1, 3);
    n.lookups.set(0, new Lookup(bits, List.of(u)));
    n.lookup(bits, n.derived("bit", List.of(3), n.same(1, 0), n.same(-2, u)));
  }

  /** x = 3·u for u in [0, 1]: x may be 3, though it is declared in [0, 1]. */
  private static void factorThree(CircuitSketch n) {
    n.tensors.set(
        0, new Tensor.Committed("x", List.of(3), TensorKind.INPUT, 0, 1, 0, 2, List.of("")));
    int u = n.witness("u", 0, 1, 3);
    n.lookups.set(0, new Lookup(n.rangeTable("bits", 0, 2), List.of(u)));
    n.lookup(
        n.rangeTable("nothing", 0, 1), n.derived("key", List.of(3), n.same(1, 0), n.same(-3, u)));
  }

  /** The column goes to 2^63, the key is x − 2^62: x would reach 3·2^62. */
  private static void rangeBeyondLongs(CircuitSketch n) {
    n.tensors.set(1, new Tensor.Iota("t", List.of(4), QUARTER - 3));
    int column = n.derived("column", List.of(4), n.same(1, 1), CircuitSketch.filled(QUARTER, 4));
    int key = n.derived("key", List.of(3), n.same(1, 0), CircuitSketch.filled(-QUARTER, 3));
    n.tables.set(0, new Table(List.of(column), 1, 2, false));
    n.lookups.set(0, new Lookup(0, List.of(key)));
  }

  private static Term.Operand twice() {
    return new Term.Operand(
        0,
        List.of(new IndexEntry(0, List.of(new IndexEntry.Part(0, 1), new IndexEntry.Part(0, 1)))));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("faults")
  void theFirstBeyondIsRefused(CircuitRule rule, String what, Change change) {
    CircuitSketch sketch = CircuitRulesTest.good();
    change.to(sketch);
    assertThatThrownBy(() -> CircuitValidator.validate(sketch.circuit()))
        .as(what)
        .isInstanceOfSatisfying(
            InvalidCircuitException.class, e -> assertThat(e.rule()).isEqualTo(rule));
  }
}
