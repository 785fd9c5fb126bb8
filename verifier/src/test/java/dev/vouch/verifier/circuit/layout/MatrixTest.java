package dev.vouch.verifier.circuit.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.verifier.circuit.PaddedSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MatrixTest {
  private static Matrix matrix(List<Integer> shape, int columnBits) {
    PaddedSpace space = PaddedSpace.of(shape);
    return new Matrix(0, space, columnBits, (int) space.rows(columnBits), 0);
  }

  /**
   * (row, column) of each cell by the definition: padded addresses, cut; rows without cell left
   * out.
   */
  private static List<List<Integer>> defined(Matrix matrix) {
    PaddedSpace space = matrix.space();
    List<Long> addresses = List.of(0L);
    for (int axis = 0; axis < space.rank(); axis++) {
      List<Long> next = new ArrayList<>();
      for (long address : addresses) {
        for (int index = 0; index < space.length(axis); index++) {
          next.add((address << space.axisBits(axis)) + index);
        }
      }
      addresses = next;
    }
    List<Long> rows =
        addresses.stream().map(a -> a >> matrix.columnBits()).sorted().distinct().toList();
    return addresses.stream()
        .map(
            a ->
                List.of(
                    rows.indexOf(a >> matrix.columnBits()),
                    (int) (a & ((1 << matrix.columnBits()) - 1))))
        .toList();
  }

  private static List<List<Integer>> shown(Matrix matrix) {
    List<List<Integer>> cells = new ArrayList<>();
    matrix.forEachRun(
        (first, length, row, column, lowBits) -> {
          assertThat(first).isEqualTo(cells.size());
          for (int i = 0; i < length; i++) {
            cells.add(List.of(row + (i >> lowBits), column + (i & ((1 << lowBits) - 1))));
          }
        });
    return cells;
  }

  private static int runs(Integer... shape) {
    List<Integer> lengths = new ArrayList<>();
    matrix(List.of(shape), 4)
        .forEachRun((first, length, row, column, lowBits) -> lengths.add(length));
    return lengths.size();
  }

  @Test
  void runsShowEachCellWhereItLies() {
    Random random = new Random(2);
    for (int i = 0; i < 300; i++) {
      List<Integer> shape = random.ints(random.nextInt(5), 1, 6).boxed().toList();
      int bits = random.nextInt(PaddedSpace.of(shape).bits() + 1);
      Matrix matrix = matrix(shape, bits);
      assertThat(shown(matrix)).as("%s in %s column bits", shape, bits).isEqualTo(defined(matrix));
    }
  }

  /** Else a key could make a run, which costs as much as many rows, of every cell. */
  @Test
  void cellsWithoutGapAreOneRun() {
    assertThat(runs()).isEqualTo(1);
    assertThat(runs(5000)).isEqualTo(1);
    assertThat(runs(5000, 1)).isEqualTo(1);
    assertThat(runs(1, 5000, 1, 1)).isEqualTo(1);
    assertThat(runs(5, 2, 2, 4)).isEqualTo(1);
    assertThat(runs(5, 1, 3)).isEqualTo(5);
    assertThat(runs(2, 3, 8)).isEqualTo(2);
    assertThat(runs(3, 2, 3)).isEqualTo(6);
  }
}
