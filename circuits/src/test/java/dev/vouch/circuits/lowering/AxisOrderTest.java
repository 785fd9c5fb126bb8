package dev.vouch.circuits.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.verifier.circuit.PaddedSpace;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class AxisOrderTest {
  private static long rows(List<Integer> lengths, int... order) {
    return PaddedSpace.of(IntStream.of(order).mapToObj(lengths::get).toList()).rows(8);
  }

  @Test
  void tapsThatLeaveColumnsEmptyComeFirst() {
    List<Integer> dense = List.of(120, 16, 5, 5);
    int[] order = AxisOrder.cheapest(dense, 1);
    assertThat(order).containsExactly(2, 3, 0, 1);
    assertThat(rows(dense, 0, 1, 2, 3)).isEqualTo(480);
    assertThat(rows(dense, order)).isEqualTo(200);
    assertThat(AxisOrder.cheapest(List.of(48, 1, 32, 3, 3), 2)).containsExactly(3, 4, 0, 1, 2);
    assertThat(AxisOrder.cheapest(List.of(16, 1, 6, 5, 5), 2)).containsExactly(3, 4, 0, 1, 2);
  }

  @Test
  void nothingMovesWithoutFewerRows() {
    assertThat(AxisOrder.cheapest(List.of(120, 16, 4, 4), 1)).containsExactly(0, 1, 2, 3);
    assertThat(AxisOrder.cheapest(List.of(6, 1, 1, 5, 5), 2)).containsExactly(0, 1, 2, 3, 4);
    assertThat(AxisOrder.cheapest(List.of(48, 1, 16, 1, 1), 2)).containsExactly(0, 1, 2, 3, 4);
    assertThat(AxisOrder.cheapest(List.of(), 0)).isEmpty();
  }

  /** Rows of one cell would be read one by one. */
  @Test
  void aDenseLayerKeepsItsContractionInnermost() {
    List<Integer> dense = List.of(56, 784);
    assertThat(rows(dense, 1, 0)).isLessThan(rows(dense, 0, 1));
    assertThat(AxisOrder.cheapest(dense, 1)).containsExactly(0, 1);
  }

  @RepeatedTest(50)
  void axesThatAreKeptStayInOrderAndRowsNeverGrow(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<Integer> lengths = random.ints(1 + random.nextInt(6), 1, 40).boxed().toList();
    int kept = random.nextInt(lengths.size() + 1);
    int[] order = AxisOrder.cheapest(lengths, kept);
    int[] plain = IntStream.range(0, lengths.size()).toArray();
    assertThat(order).containsExactlyInAnyOrder(plain);
    assertThat(IntStream.of(order).filter(axis -> axis < kept)).isSorted();
    assertThat(rows(lengths, order)).isLessThanOrEqualTo(rows(lengths, plain));
  }
}
