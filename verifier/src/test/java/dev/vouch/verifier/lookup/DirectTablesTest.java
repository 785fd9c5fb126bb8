package dev.vouch.verifier.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.layout.DirectTable;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.parallel.Workers;
import dev.vouch.verifier.testing.CircuitSketch;
import dev.vouch.verifier.testing.Samples;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class DirectTablesTest {
  private static final long EDGE = 1L << 62;

  private final Random random = new Random(11);

  /**
   * A tree table first, so that tags are not counted among direct tables only; then stored columns
   * at their bounds, a matrix of rows, and more rows than one inversion takes.
   */
  private static Layout layout() throws Exception {
    CircuitSketch n = new CircuitSketch(4);
    int x = n.input("x", 0, 3, 3);
    n.lookup(n.rangeTable("tree", 0, 4), x);
    long[] edges = {EDGE, -EDGE, 0, 1, -1, -1};
    int stored = n.add(new Tensor.Const("stored", List.of(6), edges));
    n.direct(n.table("stored", 1, n.iota("low", -EDGE, 6), stored));
    n.direct(n.table("matrix", 1, n.iota("rows", -3, 3, 5), n.iota("more", 7, 3, 5)));
    n.direct(n.rangeTable("long", -2500, 5000));
    long[] values = new Random(3).longs(300, -9, 9).toArray();
    int columns = n.add(new Tensor.Const("values", List.of(300), values));
    n.direct(n.table("function", 2, n.iota("q", -9, 300), columns, columns));
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

  @Test
  void entriesAreTheInversesOfAlphaMinusKey() throws Exception {
    Layout layout = layout();
    LookupChallenges challenges =
        new LookupChallenges(Samples.scalar(random), Samples.scalar(random), List.of());
    List<FieldVector> inverses = DirectTables.inverses(layout, challenges, Workers.CALLER);
    assertThat(layout.directTables()).extracting(DirectTable::tag).containsExactly(2, 3, 4, 5);
    for (int t = 0; t < inverses.size(); t++) {
      DirectTable table = layout.directTables().get(t);
      assertThat(inverses.get(t).length()).isEqualTo((int) table.rows());
      for (int row = 0; row < table.rows(); row++) {
        Scalar denominator = challenges.alpha().minus(key(layout, table, row, challenges.beta()));
        assertThat(inverses.get(t).get(row).times(denominator)).isEqualTo(Scalar.ONE);
      }
    }
  }

  @Test
  void poleHasTheEntryZeroAndItsNeighboursTheirInverses() throws Exception {
    Layout layout = layout();
    DirectTable table = layout.directTables().get(2);
    Scalar beta = Samples.scalar(random);
    int pole = 2049;
    LookupChallenges challenges =
        new LookupChallenges(key(layout, table, pole, beta), beta, List.of());
    FieldVector inverses = DirectTables.inverses(layout, challenges, Workers.CALLER).get(2);
    assertThat(inverses.get(pole)).isEqualTo(Scalar.ZERO);
    assertThat(inverses.get(pole - 1)).isEqualTo(beta.inverse());
    assertThat(inverses.get(pole + 1)).isEqualTo(beta.negate().inverse());
  }

  @Test
  void poolGivesTheSame() throws Exception {
    Layout layout = layout();
    LookupChallenges challenges =
        new LookupChallenges(Samples.scalar(random), Samples.scalar(random), List.of());
    List<FieldVector> alone = DirectTables.inverses(layout, challenges, Workers.CALLER);
    ForkJoinPool pool = new ForkJoinPool(3);
    try {
      List<FieldVector> shared = DirectTables.inverses(layout, challenges, Workers.of(pool));
      for (int t = 0; t < alone.size(); t++) {
        assertThat(shared.get(t).elements()).isEqualTo(alone.get(t).elements());
      }
    } finally {
      pool.shutdown();
    }
  }
}
