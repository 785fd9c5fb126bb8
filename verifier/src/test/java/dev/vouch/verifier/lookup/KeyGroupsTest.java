package dev.vouch.verifier.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.testing.CircuitSketch;
import dev.vouch.verifier.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How a table falls into groups, and what their fractions are. */
class KeyGroupsTest {
  private static final int COLUMN_BITS = 12;
  private static final long EDGE = 1L << 62;

  private final Random random = new Random(5);
  private final List<Scalar> s = new ArrayList<>();

  KeyGroupsTest() {
    for (int bit = 0; bit < COLUMN_BITS; bit++) {
      s.add(Samples.scalar(random));
    }
  }

  /** A direct table: its row numbers, and a column beside them if values are given. */
  private DirectKeys keys(int rows, long... values) throws Exception {
    CircuitSketch n = new CircuitSketch(COLUMN_BITS);
    int x = n.input("x", 0, 3, 3);
    n.lookup(n.rangeTable("tree", 0, 4), x);
    if (values.length == 0) {
      n.direct(n.rangeTable("range", -7, rows));
    } else {
      int stored = n.add(new Tensor.Const("stored", List.of(rows), values));
      n.direct(n.table("values", 1, n.iota("row", -7, rows), stored));
    }
    Layout layout = Layout.of(n.circuit());
    LookupChallenges challenges =
        new LookupChallenges(Samples.scalar(random), Samples.scalar(random), List.of());
    return new DirectKeys(layout.circuit(), layout.directTables().get(0), challenges);
  }

  private List<KeyGroups> cut(DirectKeys keys, int rows, int lowBits) {
    return cut(keys, 0, rows, lowBits);
  }

  private List<KeyGroups> cut(DirectKeys keys, int first, int rows, int lowBits) {
    ColumnWeights weights = new ColumnWeights(s, COLUMN_BITS, Scalar.ONE);
    List<KeyGroups> groups = new ArrayList<>();
    new TableRun(keys, weights, first, rows, 0, 0, lowBits).cut(groups::add);
    return groups;
  }

  /** First row, bits and count of each. */
  private static List<List<Integer>> numbers(List<KeyGroups> groups) {
    return groups.stream().map(g -> List.of(g.from(), g.bits(), g.count())).toList();
  }

  @Test
  void evenKeysAreInGroupsThatPay() throws Exception {
    DirectKeys keys = keys(5000);
    assertThat(numbers(cut(keys, 5000, 12)))
        .containsExactly(List.of(0, 4, 312), List.of(4992, 0, 8));
    assertThat(numbers(cut(keys, 2048, 12))).containsExactly(List.of(0, 4, 128));
    assertThat(numbers(cut(keys, 2047, 12)))
        .containsExactly(List.of(0, 3, 255), List.of(2040, 0, 7));
    assertThat(numbers(cut(keys, 511, 12))).containsExactly(List.of(0, 2, 127), List.of(508, 0, 3));
    assertThat(numbers(cut(keys, 32, 12))).containsExactly(List.of(0, 1, 16));
    assertThat(numbers(cut(keys, 31, 12))).containsExactly(List.of(0, 0, 31));
    assertThat(numbers(cut(keys, 5000, 2))).containsExactly(List.of(0, 2, 1250));
    assertThat(numbers(cut(keys, 5000, 0))).containsExactly(List.of(0, 0, 5000));
  }

  @Test
  void groupsOfALaterRunBeginWithIt() throws Exception {
    assertThat(numbers(cut(keys(2100), 1001, 1003, 12)))
        .containsExactly(List.of(1001, 3, 125), List.of(2001, 0, 3));
  }

  @Test
  void keysThatChangeTheirStepAreCutThere() throws Exception {
    long[] clamped = LongStream.range(0, 300).map(i -> Math.max(41, Math.min(i, 260))).toArray();
    assertThat(numbers(cut(keys(300, clamped), 300, 12)))
        .containsExactly(
            List.of(0, 1, 21), // 0 to 41: constant, 41 being the last with that step
            List.of(42, 0, 2),
            List.of(44, 2, 54), // 42 to 260, in groups that begin at multiples of 4
            List.of(260, 0, 2),
            List.of(262, 1, 19));
    long[] values = new Random(3).longs(300, -9, 9).toArray();
    assertThat(numbers(cut(keys(300, values), 300, 12))).containsExactly(List.of(0, 0, 300));
  }

  /** 2^63 and −2^63 are one number to a long; as steps they are two. */
  @Test
  void stepsThatHaveNoPlaceInALongAreNotEven() throws Exception {
    long[] toAndFro = LongStream.range(0, 64).map(i -> i % 2 == 0 ? EDGE : -EDGE).toArray();
    assertThat(numbers(cut(keys(64, toAndFro), 64, 12))).containsExactly(List.of(0, 0, 64));
    long[] apart = LongStream.range(0, 64).map(i -> i < 32 ? EDGE : -EDGE).toArray();
    assertThat(numbers(cut(keys(64, apart), 64, 12)))
        .containsExactly(List.of(0, 1, 16), List.of(32, 1, 16));
  }

  /** Of three values, whether the third goes on as the second. */
  @Test
  void threeValuesAreEvenOrNot() throws Exception {
    for (long[] even :
        new long[][] {{-3, -2, -1}, {3, 2, 1}, {-5, 0, 5}, {EDGE, 0, -EDGE}, {-EDGE, 0, EDGE}}) {
      assertThat(keys(3, even).evenUntil(0, 3)).as("%d, %d, %d", boxed(even)).isEqualTo(3);
    }
    for (long[] uneven :
        new long[][] {{1, 2, 4}, {1, 2, 2}, {-EDGE, EDGE, -EDGE}, {EDGE, -EDGE, EDGE}}) {
      assertThat(keys(3, uneven).evenUntil(0, 3)).as("%d, %d, %d", boxed(uneven)).isEqualTo(2);
    }
  }

  private static Object[] boxed(long... values) {
    return LongStream.of(values).boxed().toArray();
  }

  /** Part of the groups, few or many, fills its place and no more. */
  @Test
  void partsOfGroupsHaveTheFractionsOfTheWhole() throws Exception {
    KeyGroups whole = cut(keys(600), 600, 12).get(0);
    assertThat(whole.bits()).isEqualTo(3);
    for (int count : List.of(1, 8, 9, 10, 72)) {
      assertThat(fractions(whole.part(3, count))).isEqualTo(fractions(whole).subList(3, 3 + count));
    }
  }

  /** Pairs of N and D. */
  private static List<List<Scalar>> fractions(KeyGroups groups) {
    FieldVector n = new FieldVector(groups.count());
    FieldVector d = new FieldVector(groups.count());
    groups.write(n.elements(), d.elements(), 0);
    return IntStream.range(0, groups.count()).mapToObj(g -> List.of(n.get(g), d.get(g))).toList();
  }

  @Test
  void fractionsAreSumsOverTheirRows() throws Exception {
    for (int rows : List.of(2, 33, 600, 2100)) {
      DirectKeys keys = keys(rows);
      for (KeyGroups groups : cut(keys, rows, 12)) {
        long[] n = new long[PrimeField.LIMBS * (groups.count() + 1)];
        long[] d = n.clone();
        groups.write(n, d, 1);
        for (int g = 0; g < groups.count(); g++) {
          Scalar denominator = Scalar.of(d, PrimeField.LIMBS * (1 + g));
          int first = groups.from() + (g << groups.bits());
          assertThat(denominator).isEqualTo(product(keys, first, 1 << groups.bits()));
          if (groups.bits() > 0) {
            Scalar numerator = Scalar.of(n, PrimeField.LIMBS * (1 + g));
            assertThat(numerator.times(denominator.inverse()))
                .isEqualTo(sum(keys, first, groups.bits()));
          }
        }
      }
    }
  }

  private static FieldVector written(DirectKeys keys, int first, int count) {
    FieldVector written = new FieldVector(count);
    keys.write(first, first + count, written.elements(), 0);
    return written;
  }

  private static Scalar product(DirectKeys keys, int first, int count) {
    Scalar product = Scalar.ONE;
    FieldVector own = written(keys, first, count);
    for (int i = 0; i < count; i++) {
      product = product.times(own.get(i));
    }
    return product;
  }

  private Scalar sum(DirectKeys keys, int first, int bits) {
    FieldVector inverses = written(keys, first, 1 << bits).invert();
    return inverses.dot(FieldVector.eq(s.subList(0, bits), 1 << bits));
  }
}
