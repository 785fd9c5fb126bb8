package dev.vouch.circuits.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class StoredAxesTest {
  private static int[] shuffled(int count, Random random) {
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    Collections.shuffle(numbers, random);
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  @RepeatedTest(30)
  void theViewReadsBackWhatWasStored(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<List<Integer>> choices = List.of(List.of(6), List.of(2, 3), List.of(1), List.of(4, 1, 2));
    int rank = 1 + random.nextInt(3);
    int[] permutation = shuffled(rank, random);
    List<List<Integer>> factors = new ArrayList<>();
    int[] lengths = new int[rank];
    for (int axis : permutation) {
      List<Integer> split = choices.get(random.nextInt(choices.size()));
      factors.add(split);
      lengths[axis] = split.stream().reduce(1, (a, b) -> a * b);
    }
    int splitAxes = factors.stream().mapToInt(List::size).sum();
    StoredAxes axes = new StoredAxes(permutation, factors, shuffled(splitAxes, random));

    int[] stored = axes.cells(lengths);
    assertThat(axes.shape().stream().reduce(1, (a, b) -> a * b)).isEqualTo(stored.length);
    assertThat(axes.view().shape()).isEqualTo(IntStream.of(lengths).boxed().toList());
    assertThat(IntStream.of(axes.view().cells()).map(cell -> stored[cell]))
        .containsExactlyElementsOf(IntStream.range(0, stored.length).boxed().toList());
  }
}
