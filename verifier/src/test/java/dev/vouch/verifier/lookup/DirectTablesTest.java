package dev.vouch.verifier.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.layout.DirectTable;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.circuit.layout.Matrix;
import dev.vouch.verifier.covector.Covector;
import dev.vouch.verifier.covector.RowCoefficients;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.parallel.Workers;
import dev.vouch.verifier.testing.CircuitSketch;
import dev.vouch.verifier.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DirectTablesTest {
  private static final long EDGE = 1L << 62;

  private final Random random = new Random(11);

  /**
   * A tree table first, so that tags are not counted among direct tables only; then stored columns
   * at their bounds, matrices of rows, and more rows than one inversion takes, whose keys step
   * evenly everywhere, here and there, or nowhere.
   */
  private static Layout layout(int columnBits) throws Exception {
    CircuitSketch n = new CircuitSketch(columnBits);
    int x = n.input("x", 0, 3, 3);
    n.lookup(n.rangeTable("tree", 0, 4), x);
    long[] edges = {EDGE, -EDGE, EDGE, -EDGE, 0, 1, -1, -1};
    int stored = n.add(new Tensor.Const("stored", List.of(8), edges));
    n.direct(n.table("stored", 1, n.iota("low", -EDGE, 8), stored));
    n.direct(n.table("matrix", 1, n.iota("rows", -3, 3, 5), n.iota("more", 7, 3, 5)));
    n.direct(n.table("wide", 1, n.iota("many", -3, 3, 1001)));
    n.direct(n.rangeTable("long", -2500, 5000));
    n.direct(n.rangeTable("parts", -(1 << 17), 40_000));
    long[] values = new Random(3).longs(300, -9, 9).toArray();
    int columns = n.add(new Tensor.Const("values", List.of(300), values));
    n.direct(n.table("function", 2, n.iota("q", -9, 300), columns, columns));
    long[] clamped = LongStream.range(0, 3000).map(i -> Math.max(40, Math.min(i, 2901))).toArray();
    int saturated = n.add(new Tensor.Const("clamped", List.of(3000), clamped));
    n.direct(n.table("saturation", 1, n.iota("p", 0, 3000), saturated));
    n.direct(n.rangeTable("one", 7, 1));
    n.direct(n.table("column", 1, n.iota("down", -3, 900, 2, 1)));
    return Layout.of(n.circuit());
  }

  /** κ by its definition. */
  private static Scalar key(Layout layout, DirectTable table, int row, Scalar beta) {
    Scalar key = Scalar.of(table.tag());
    for (int m = 0; m < table.columns().size(); m++) {
      Tensor column = layout.circuit().tensors().get(table.columns().get(m));
      long value =
          column instanceof Tensor.Iota iota
              ? iota.start() + row
              : ((Tensor.Const) column).values()[row];
      key = key.plus(beta.power(m + 1L).times(Scalar.of(value)));
    }
    return key;
  }

  /** factor·V(row, s) by its definition: the cells of v, one inversion each. */
  private static FieldVector defined(
      Layout layout, LookupChallenges challenges, Scalar factor, List<Scalar> s) {
    FieldVector rows = new FieldVector(layout.rows());
    for (DirectTable table : layout.directTables()) {
      FieldVector cells = new FieldVector((int) table.rows());
      for (int row = 0; row < table.rows(); row++) {
        Scalar denominator = challenges.alpha().minus(key(layout, table, row, challenges.beta()));
        cells.set(row, denominator.isZero() ? Scalar.ONE : denominator);
      }
      cells.invert();
      for (int row = 0; row < table.rows(); row++) {
        if (challenges.alpha().equals(key(layout, table, row, challenges.beta()))) {
          cells.set(row, Scalar.ZERO);
        }
      }
      Matrix matrix = layout.matrix(table.multiplicity());
      RowCoefficients.add(matrix, Covector.dense(factor, cells), s, rows, matrix.firstRow());
    }
    return rows;
  }

  private List<Scalar> point(int bits) {
    List<Scalar> point = new ArrayList<>();
    for (int bit = 0; bit < bits; bit++) {
      point.add(Samples.scalar(random));
    }
    return point;
  }

  private LookupChallenges challenges() {
    return new LookupChallenges(Samples.scalar(random), Samples.scalar(random), List.of());
  }

  private static FieldVector added(
      Layout layout, LookupChallenges challenges, Scalar factor, List<Scalar> s, Workers workers) {
    FieldVector rows = new FieldVector(layout.rows());
    new DirectTables(layout, challenges, factor).addRows(s, rows, workers);
    return rows;
  }

  @Test
  void rowsAreThoseOfTheInversesOfAlphaMinusKey() throws Exception {
    for (int columnBits : List.of(0, 1, 2, 4, 7, 12)) {
      Layout layout = layout(columnBits);
      assertThat(layout.directTables())
          .extracting(DirectTable::tag)
          .containsExactly(2, 3, 4, 5, 6, 7, 8, 9, 10);
      LookupChallenges challenges = challenges();
      Scalar factor = Samples.scalar(random);
      List<Scalar> s = point(columnBits);
      assertThat(added(layout, challenges, factor, s, Workers.CALLER).elements())
          .as("%d column bits", columnBits)
          .isEqualTo(defined(layout, challenges, factor, s).elements());
    }
  }

  @Test
  void whatIsThereIsAddedTo() throws Exception {
    Layout layout = layout(4);
    LookupChallenges challenges = challenges();
    List<Scalar> s = point(4);
    FieldVector before = Samples.vector(random, layout.rows());
    FieldVector rows = before.copy();
    new DirectTables(layout, challenges, Scalar.ONE).addRows(s, rows, Workers.CALLER);
    FieldVector expected = before.add(defined(layout, challenges, Scalar.ONE, s));
    assertThat(rows.elements()).isEqualTo(expected.elements());
  }

  /** Where a key is alpha: in a group of even keys, at its ends, alone, in a matrix. */
  @Test
  void polesCountAsZeroAndTheirNeighboursAsThemselves() throws Exception {
    Layout layout = layout(5);
    List<Scalar> s = point(5);
    for (int[] pole :
        new int[][] {{3, 2049}, {3, 0}, {3, 4999}, {4, 35_007}, {5, 17}, {6, 1000}, {2, 999}}) {
      Scalar beta = Samples.scalar(random);
      DirectTable table = layout.directTables().get(pole[0]);
      LookupChallenges challenges =
          new LookupChallenges(key(layout, table, pole[1], beta), beta, List.of());
      assertThat(added(layout, challenges, Scalar.ONE, s, Workers.CALLER).elements())
          .as("row %d of table %d", pole[1], pole[0])
          .isEqualTo(defined(layout, challenges, Scalar.ONE, s).elements());
    }
  }

  /** beta = 0: all keys of a table are alike, and alpha may be all of them. */
  @Test
  void keysMayBeEqual() throws Exception {
    Layout layout = layout(5);
    List<Scalar> s = point(5);
    for (int alpha : List.of(6, 100)) {
      LookupChallenges challenges = new LookupChallenges(Scalar.of(alpha), Scalar.ZERO, List.of());
      assertThat(added(layout, challenges, Scalar.ONE, s, Workers.CALLER).elements())
          .isEqualTo(defined(layout, challenges, Scalar.ONE, s).elements());
    }
  }

  /**
   * Groups of two rows at most are many parts, of which each thread of the pool is offered some.
   */
  @Test
  void poolGivesTheSame() throws Exception {
    Layout layout = layout(1);
    LookupChallenges challenges = challenges();
    Scalar factor = Samples.scalar(random);
    List<Scalar> s = point(1);
    FieldVector alone = added(layout, challenges, factor, s, Workers.CALLER);
    AtomicInteger helpers = new AtomicInteger();
    ForkJoinPool pool =
        new ForkJoinPool(3) {
          @Override
          public void execute(Runnable parts) {
            helpers.incrementAndGet();
            super.execute(parts);
          }
        };
    try {
      FieldVector shared = added(layout, challenges, factor, s, Workers.of(pool));
      assertThat(shared.elements()).isEqualTo(alone.elements());
      assertThat(helpers).hasValue(3);
    } finally {
      pool.shutdown();
    }
  }
}
