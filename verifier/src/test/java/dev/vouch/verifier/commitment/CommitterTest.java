package dev.vouch.verifier.commitment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.curve.Generators;
import dev.vouch.verifier.curve.Point;
import dev.vouch.verifier.field.Scalar;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commitments to rows against Com of protocol.md §1 and the matrix of §2.2, point by point. */
class CommitterTest {
  private static final long MAX = 1L << 62;

  private static RowFormat format(List<Integer> lengths, int columnBits, long lo, long hi) {
    return new RowFormat(lengths, columnBits, lo, hi, 3, ValueType.REAL, null);
  }

  private static Slot slot(RowFormat format) {
    return new Slot("x", Slot.Role.INPUT, format);
  }

  /** What the text says: cell by cell, by the padded address. */
  private static List<Point> slow(RowFormat format, long[] values, byte[] blinders) {
    PaddedSpace space = PaddedSpace.of(format.lengths());
    List<Long> addresses = new ArrayList<>();
    for (int cell = 0; cell < values.length; cell++) {
      long address = 0;
      int rest = cell;
      int shift = 0;
      for (int axis = space.rank() - 1; axis >= 0; axis--) {
        address |= (long) (rest % space.length(axis)) << shift;
        rest /= space.length(axis);
        shift += space.axisBits(axis);
      }
      addresses.add(address);
    }
    List<Long> rows =
        addresses.stream()
            .map(address -> address >> format.columnBits())
            .distinct()
            .sorted()
            .toList();
    List<Point> points = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      points.add(Generators.blinder().times(Scalar.fromBytes(blinders, 32 * row)));
    }
    for (int cell = 0; cell < values.length; cell++) {
      int row = rows.indexOf(addresses.get(cell) >> format.columnBits());
      int column = (int) (addresses.get(cell) & ((1 << format.columnBits()) - 1));
      Point generator = Generators.first(column + 1).get(column);
      points.set(row, points.get(row).plus(generator.times(Scalar.of(values[cell]))));
    }
    return points;
  }

  private static void assertCommitted(RowFormat format, long[] values) {
    CommittedRow row =
        Committer.of(List.of(slot(format))).commit(5, List.of(List.of(values))).get(0);
    byte[] blinders = row.opened().parts().get(0).blinders();
    byte[] points = row.points().get(0);
    List<Point> expected = slow(format, values, blinders);
    assertThat(points).hasSize(32 * expected.size());
    for (int i = 0; i < expected.size(); i++) {
      assertThat(Arrays.copyOfRange(points, 32 * i, 32 * (i + 1)))
          .isEqualTo(expected.get(i).encode());
    }
    assertThat(RowPoints.of(format, values, blinders)).isEqualTo(points);
    assertThat(row.opened().row()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({
    "-128, 127",
    "-32768, 32767",
    "0, 1",
    "0, 0",
    "-1, 0",
    "-5, 300",
    "0, 65535",
    "-1099511627776, 3",
    "-4611686018427387904, 4611686018427387904"
  })
  void everyRangeIsCommittedTo(long lo, long hi) {
    RowFormat format = format(List.of(5, 3), 2, lo, hi);
    Random random = new Random(lo ^ hi);
    for (int round = 0; round < 3; round++) {
      long[] values =
          random
              .longs(15)
              .map(value -> hi == MAX ? value >> 1 : Math.floorMod(value, hi - lo + 1) + lo)
              .toArray();
      values[0] = lo;
      values[7] = hi;
      values[14] = 0 >= lo && 0 <= hi ? 0 : lo;
      assertCommitted(format, values);
    }
  }

  @Test
  void everyValueOfASmallRangeIsCommittedTo() {
    RowFormat format = format(List.of(1024), 5, -300, 723);
    long[] values = new long[1024];
    Arrays.setAll(values, i -> i - 300);
    assertCommitted(format, values);
  }

  @Test
  void rowsOfOneCellAndOfOddLengthsAreCommittedTo() {
    assertCommitted(format(List.of(), 0, -9, 9), new long[] {-7});
    assertCommitted(format(List.of(3, 5, 3), 3, -9, 9), new Random(1).longs(45, -9, 10).toArray());
    assertCommitted(format(List.of(7), 0, -9, 9), new Random(2).longs(7, -9, 10).toArray());
    assertCommitted(format(List.of(9), 4, -9, 9), new long[9]);
  }

  /** So many columns have no table. */
  @Test
  void wideRowsAreCommittedTo() {
    RowFormat format = format(List.of(40000), 16, -40000, 40000);
    long[] values = new Random(3).longs(40000, -40000, 40001).toArray();
    CommittedRow row =
        Committer.of(List.of(slot(format))).commit(0, List.of(List.of(values))).get(0);
    assertThat(RowPoints.of(format, values, row.opened().parts().get(0).blinders()))
        .isEqualTo(row.points().get(0));
  }

  @Test
  void manyRowsAreThoseOneByOneInOrder() {
    List<Slot> slots =
        List.of(
            new Slot("a", Slot.Role.INPUT, format(List.of(3000), 8, -9, 9)),
            new Slot("b", Slot.Role.INPUT, format(List.of(), 0, 0, 9)));
    assertThat(Committer.of(slots).slots()).isEqualTo(slots);
    List<List<long[]>> rows = new ArrayList<>();
    for (int i = 0; i < 17; i++) {
      rows.add(List.of(new Random(i).longs(3000, -9, 10).toArray(), new long[] {i % 10}));
    }
    ForkJoinPool pool = new ForkJoinPool(2);
    try {
      List<CommittedRow> committed = Committer.of(slots).withPool(pool).commit(100, rows);
      assertThat(committed).hasSize(17);
      Set<String> seen = new HashSet<>();
      for (int i = 0; i < 17; i++) {
        OpenedRow opened = committed.get(i).opened();
        assertThat(opened.row()).isEqualTo(100 + i);
        assertThat(committed.get(i)).hasToString("CommittedRow[" + (100 + i) + "]");
        for (int slot = 0; slot < 2; slot++) {
          OpenedRow.Part part = opened.parts().get(slot);
          assertThat(part.values()).isEqualTo(rows.get(i).get(slot));
          assertThat(RowPoints.of(slots.get(slot).format(), part.values(), part.blinders()))
              .isEqualTo(committed.get(i).points().get(slot));
          for (int at = 0; at < part.blinders().length; at += 32) {
            assertThat(seen.add(Scalar.fromBytes(part.blinders(), at).toString())).isTrue();
          }
        }
      }
    } finally {
      pool.shutdown();
    }
  }

  /** A source that always gives the same bytes. */
  private static class Stuck extends SecureRandom {
    private static final long serialVersionUID = 1L;

    @Override
    public void nextBytes(byte[] bytes) {
      Arrays.fill(bytes, (byte) 7);
    }
  }

  @Test
  void aSourceThatRepeatsItselfStillBlindsOtherRowsOtherwise() {
    Slot slot = slot(format(List.of(4), 2, -9, 9));
    Committer stuck = Committer.of(List.of(slot), new Stuck());
    List<long[]> values = List.of(new long[] {1, 2, 3, 4});
    List<long[]> changed = List.of(new long[] {1, 2, 3, 5});
    byte[] one = blinder(stuck, 0, values);
    assertThat(blinder(stuck, 0, values)).isEqualTo(one);
    assertThat(blinder(stuck, 1, values)).isNotEqualTo(one);
    assertThat(blinder(stuck, 0, changed)).isNotEqualTo(one);
    Committer other = Committer.of(List.of(slot(format(List.of(4), 2, -9, 10))), new Stuck());
    assertThat(blinder(other, 0, values)).isNotEqualTo(one);
    assertThat(blinder(Committer.of(List.of(slot)), 0, values))
        .isNotEqualTo(blinder(Committer.of(List.of(slot)), 0, values));
  }

  private static byte[] blinder(Committer committer, long row, List<long[]> values) {
    return committer.commit(row, List.of(values)).get(0).opened().parts().get(0).blinders();
  }

  @Test
  void aSourceThatFailsIsAnError() {
    SecureRandom failing =
        new Stuck() {
          private static final long serialVersionUID = 1L;

          @Override
          public void nextBytes(byte[] bytes) {
            throw new ProviderException("no entropy");
          }
        };
    Committer committer = Committer.of(List.of(slot(format(List.of(), 0, 0, 1))), failing);
    assertThatThrownBy(() -> committer.commit(0, List.of(List.of(new long[1]))))
        .isInstanceOf(ProviderException.class);
  }

  @Test
  void rowsThatAreNoneAreRefusedWithoutTheirValues() {
    Committer committer = Committer.of(List.of(slot(format(List.of(2), 1, 0, 9))));
    assertThatThrownBy(() -> committer.commit(0, List.of(List.of(new long[] {0, 10}))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a value of input 'x' is outside its range");
    assertThatThrownBy(() -> committer.commit(0, List.of(List.of(new long[3]))))
        .hasMessage("input 'x' takes 2 values, not 3");
    assertThatThrownBy(() -> committer.commit(0, List.of(List.of())))
        .hasMessageContaining("0 tensors of a row");
  }
}
