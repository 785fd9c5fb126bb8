package dev.vouch.verifier.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.plan.Plan;
import dev.vouch.verifier.testing.CircuitSketch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Every cell of a witness has to be reached by an assertion (protocol.md §11, rule 34). */
class SupportRuleTest {
  /** Concatenation: two boxes cover a witness together, and a gap between them is seen. */
  @Test
  void cellsMayBeCoveredByPartsTogether() throws Exception {
    for (int gap = 0; gap < 2; gap++) {
      CircuitSketch n = CircuitRulesTest.good();
      int w = n.witness("w", 0, 3, 6, 5);
      int low =
          n.derived(
              "low",
              List.of(2, 5),
              CircuitRulesTest.box(
                  1,
                  List.of(2, 5),
                  CircuitSketch.axes(2),
                  new Term.Operand(w, CircuitSketch.axes(2))));
      List<IndexEntry> shifted =
          List.of(new IndexEntry(2 + gap, List.of(new IndexEntry.Part(0, 1))), IndexEntry.axis(1));
      int high =
          n.derived(
              "high",
              List.of(4, 5),
              CircuitRulesTest.box(
                  1, List.of(4, 5), CircuitSketch.axes(2), new Term.Operand(w, shifted)));
      n.zeros.add(low);
      n.zeros.add(high);
      if (gap == 0) {
        CircuitValidator.validate(n.circuit());
      } else {
        assertThatThrownBy(() -> CircuitValidator.validate(n.circuit()))
            .isInstanceOfSatisfying(
                InvalidCircuitException.class,
                e -> assertThat(e.rule()).isEqualTo(CircuitRule.SUPPORT));
      }
    }
  }

  /**
   * Covers that separate every index of an axis: bit j set, for each j, and both halves. To tell
   * that they cover a witness takes 2^26 steps, which is all that a circuit may take.
   */
  @Test
  void stepsOfSupportAreBoundedTogether() throws Exception {
    CircuitSketch n = CircuitRulesTest.good();
    n.c = 12;
    separatelyCovered(n, "w", n.c);
    CircuitValidator.validate(n.circuit());
    separatelyCovered(n, "v", n.c);
    assertThatThrownBy(() -> CircuitValidator.validate(n.circuit()))
        .isInstanceOfSatisfying(
            InvalidCircuitException.class,
            e -> assertThat(e.rule()).isEqualTo(CircuitRule.SUPPORT));
  }

  private static void separatelyCovered(CircuitSketch n, String name, int bits) {
    int w = n.witness(name, 0, 1, 1 << bits, 1 << bits);
    for (int j = 0; j < bits; j++) {
      int rest = bits - 1 - j;
      List<Integer> shape = List.of(1 << rest, 1 << j, 1 << rest, 1 << j);
      Term.Operand read = new Term.Operand(w, List.of(withBit(j, 0), withBit(j, 2)));
      n.zeros.add(
          n.derived(
              name + ".bit" + j,
              shape,
              CircuitRulesTest.box(1, shape, CircuitSketch.axes(4), read)));
    }
    List<Integer> shape = List.of(1 << (bits - 1), 1 << bits);
    for (int half = 0; half < 2; half++) {
      IndexEntry rows =
          new IndexEntry((long) half << (bits - 1), List.of(new IndexEntry.Part(0, 1)));
      Term.Operand read = new Term.Operand(w, List.of(rows, IndexEntry.axis(1)));
      n.zeros.add(
          n.derived(
              name + ".half" + half,
              shape,
              CircuitRulesTest.box(1, shape, CircuitSketch.axes(2), read)));
    }
  }

  /** The indices whose bit j is set: 2^(j+1)·high + 2^j + low. */
  private static IndexEntry withBit(int j, int firstBoxAxis) {
    return new IndexEntry(
        1L << j,
        List.of(
            new IndexEntry.Part(firstBoxAxis, 1L << (j + 1)),
            new IndexEntry.Part(firstBoxAxis + 1, 1)));
  }

  @Test
  void deepChainIsWalkedWithoutRecursion() throws Exception {
    CircuitSketch n = CircuitRulesTest.good();
    int last = 3;
    for (int i = 0; i < 20_000; i++) {
      last = n.derived("step" + i, List.of(3), n.same(1, last));
    }
    n.zeros.add(n.derived("end", List.of(3), n.same(1, last), n.same(-2, 0)));
    assertThat(Plan.of(Layout.of(n.circuit())).opened()).isTrue();
  }

  private static void isRefused(CircuitSketch n) {
    assertThatThrownBy(() -> CircuitValidator.validate(n.circuit()))
        .isInstanceOfSatisfying(
            InvalidCircuitException.class,
            e -> assertThat(e.rule()).isEqualTo(CircuitRule.SUPPORT));
  }

  /** One cell of a tensor is w, the other one x; an assertion on the cell of x does not reach w. */
  @Test
  void cellThatNoAssertionReadsReachesNothing() throws Exception {
    for (int asserted = 0; asserted < 2; asserted++) {
      CircuitSketch n = CircuitRulesTest.good();
      int w = n.witness("w", 0, 3);
      Term.Operand ofX = new Term.Operand(0, List.of(IndexEntry.constant(0)));
      int both =
          n.derived(
              "both",
              List.of(2),
              CircuitRulesTest.box(1, List.of(), cell(0), new Term.Operand(w, List.of())),
              CircuitRulesTest.box(1, List.of(), cell(1), ofX));
      n.zeros.add(
          n.derived(
              "one",
              List.of(),
              CircuitRulesTest.box(
                  1, List.of(), List.of(), new Term.Operand(both, cell(asserted)))));
      if (asserted == 0) {
        CircuitValidator.validate(n.circuit());
      } else {
        isRefused(n);
      }
    }
  }

  /**
   * A scalar fills the first cells of a tensor; an assertion on its last cell does not reach it.
   */
  @Test
  void scalarThatFillsOtherCellsIsNotReached() throws Exception {
    for (int asserted = 1; asserted < 3; asserted++) {
      CircuitSketch n = CircuitRulesTest.good();
      int w = n.witness("w", 0, 3);
      int filled =
          n.derived(
              "filled",
              List.of(3),
              CircuitRulesTest.box(
                  1, List.of(2), CircuitSketch.axes(1), new Term.Operand(w, List.of())));
      n.zeros.add(
          n.derived(
              "one",
              List.of(),
              CircuitRulesTest.box(
                  1, List.of(), List.of(), new Term.Operand(filled, cell(asserted)))));
      if (asserted == 1) {
        CircuitValidator.validate(n.circuit());
      } else {
        isRefused(n);
      }
    }
  }

  private static List<IndexEntry> cell(int index) {
    return List.of(IndexEntry.constant(index));
  }

  /** Index tables reach single cells, which another index table reads further. */
  @Test
  void indexTableOfAnIndexTable() throws Exception {
    for (int cells = 3; cells <= 4; cells++) {
      CircuitSketch n = CircuitRulesTest.good();
      int w = n.witness("w", 0, 3, 4);
      int inner = n.derived("inner", List.of(4), indices(w, new long[] {0, 1, 2, 3}));
      long[] read = LongStream.range(0, cells).toArray();
      n.zeros.add(n.derived("outer", List.of(4), indices(inner, read)));
      if (cells == 4) {
        CircuitValidator.validate(n.circuit());
      } else {
        isRefused(n);
      }
    }
  }

  private static Term indices(int operand, long[] cells) {
    return new Term.Index(Scalar.ONE, operand, cells, cells.clone());
  }

  /** Cells that an index table reads, and the box that another term reads, cover together. */
  @Test
  void singleCellsAndABox() throws Exception {
    for (int gap = 0; gap < 2; gap++) {
      CircuitSketch n = CircuitRulesTest.good();
      int w = n.witness("w", 0, 3, 3, 2);
      n.zeros.add(n.derived("cells", List.of(6), indices(w, new long[] {0, 1, 2})));
      List<IndexEntry> lastRow =
          List.of(IndexEntry.constant(2), new IndexEntry(0, List.of(new IndexEntry.Part(0, 1))));
      List<IndexEntry> secondRow =
          List.of(
              IndexEntry.constant(1), new IndexEntry(1 - gap, List.of(new IndexEntry.Part(1, 1))));
      n.zeros.add(
          n.derived(
              "last",
              List.of(2),
              CircuitRulesTest.box(
                  1, List.of(2), CircuitSketch.axes(1), new Term.Operand(w, lastRow))));
      n.zeros.add(
          n.derived(
              "second",
              List.of(),
              CircuitRulesTest.box(1, List.of(1, 1), List.of(), new Term.Operand(w, secondRow))));
      if (gap == 0) {
        CircuitValidator.validate(n.circuit());
      } else {
        isRefused(n);
      }
    }
  }

  /** A rectangle of what an index table makes is read: just the cells behind it are reached. */
  @Test
  void partOfAnIndexTable() throws Exception {
    int rows = 2;
    int columns = 3;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        List<Integer> box = List.of(rows - row, columns - column);
        int first = row;
        int from = column;
        long[] others =
            LongStream.range(0, rows * columns)
                .filter(cell -> cell / columns < first || cell % columns < from)
                .toArray();
        CircuitValidator.validate(rectangle(box, others).circuit());
        for (int left = 0; left < others.length; left++) {
          int missing = left;
          isRefused(
              rectangle(
                  box,
                  IntStream.range(0, others.length)
                      .filter(i -> i != missing)
                      .mapToLong(i -> others[i])
                      .toArray()));
        }
      }
    }
  }

  /** w(6) as a 2 × 3 table of which the last rows and columns are read, and some cells of w. */
  private static CircuitSketch rectangle(List<Integer> box, long[] others) {
    CircuitSketch n = CircuitRulesTest.good();
    int w = n.witness("w", 0, 3, 6);
    long[] all = {0, 1, 2, 3, 4, 5};
    int table = n.derived("table", List.of(2, 3), indices(w, all));
    List<IndexEntry> map = new ArrayList<>();
    for (int axis = 0; axis < 2; axis++) {
      int offset = 2 + axis - box.get(axis);
      map.add(new IndexEntry(offset, List.of(new IndexEntry.Part(axis, 1))));
    }
    n.zeros.add(
        n.derived(
            "read",
            box,
            CircuitRulesTest.box(1, box, CircuitSketch.axes(2), new Term.Operand(table, map))));
    long[] first = LongStream.range(0, others.length).toArray();
    n.zeros.add(n.derived("others", List.of(6), new Term.Index(Scalar.ONE, w, first, others)));
    return n;
  }

  /** Two halves cover 2^26 cells; of more it is not asked how many they cover. */
  @Test
  void witnessOfTooManyCellsForParts() throws Exception {
    for (int bits = 26; bits <= 27; bits++) {
      CircuitSketch n = CircuitRulesTest.good();
      n.c = 14;
      int w = n.witness("w", 0, 1, 1 << (bits - 14), 1 << 14);
      List<Integer> half = List.of(1 << (bits - 15), 1 << 14);
      for (long from = 0; from < 2; from++) {
        IndexEntry rows = new IndexEntry(from * half.get(0), List.of(new IndexEntry.Part(0, 1)));
        Term.Operand read = new Term.Operand(w, List.of(rows, IndexEntry.axis(1)));
        n.zeros.add(
            n.derived(
                "half" + from, half, CircuitRulesTest.box(1, half, CircuitSketch.axes(2), read)));
      }
      if (bits == 26) {
        CircuitValidator.validate(n.circuit());
      } else {
        isRefused(n);
      }
    }
  }
}
