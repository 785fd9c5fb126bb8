package dev.vouch.circuits.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Views against plain index arithmetic. */
class ViewTest {
  /** Cells of a tensor under a shape, moved about one by one. */
  private record Plain(List<Integer> shape, int[] cells) {
    Plain transpose(int... permutation) {
      List<Integer> permuted = Arrays.stream(permutation).mapToObj(shape::get).toList();
      return of(
          permuted,
          at -> {
            int[] source = new int[at.length];
            IntStream.range(0, at.length).forEach(i -> source[permutation[i]] = at[i]);
            return source;
          });
    }

    Plain slice(int axis, int start, int step, int count) {
      List<Integer> sliced = new ArrayList<>(shape);
      sliced.set(axis, count);
      return of(
          sliced,
          at -> {
            int[] source = at.clone();
            source[axis] = start + step * at[axis];
            return source;
          });
    }

    private Plain of(List<Integer> newShape, UnaryOperator<int[]> source) {
      int[] moved = new int[newShape.stream().reduce(1, (a, b) -> a * b)];
      int[] at = new int[newShape.size()];
      for (int cell = 0; cell < moved.length; cell++) {
        int from = 0;
        int[] read = source.apply(at);
        for (int axis = 0; axis < shape.size(); axis++) {
          from = from * shape.get(axis) + read[axis];
        }
        moved[cell] = cells[from];
        for (int axis = at.length - 1; axis >= 0 && ++at[axis] == newShape.get(axis); axis--) {
          at[axis] = 0;
        }
      }
      return new Plain(newShape, moved);
    }
  }

  @RepeatedTest(40)
  void randomSequences(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<Integer> shape = List.of(2, 6, 4, 3);
    View view = View.of(shape);
    Plain plain = new Plain(shape, IntStream.range(0, 144).toArray());
    for (int step = 0; step < 12; step++) {
      int rank = view.rank();
      switch (random.nextInt(3)) {
        case 0 -> {
          List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
          Collections.shuffle(order, random);
          int[] permutation = order.stream().mapToInt(Integer::intValue).toArray();
          view = view.transpose(permutation);
          plain = plain.transpose(permutation);
        }
        case 1 -> {
          List<Integer> target = randomShape(random, (int) view.size());
          Optional<View> reshaped = view.reshape(target);
          if (reshaped.isPresent()) {
            view = reshaped.get();
            plain = new Plain(target, plain.cells());
          }
        }
        default -> {
          int axis = random.nextInt(Math.max(rank, 1));
          if (rank > 0 && view.shape().get(axis) > 1) {
            int length = view.shape().get(axis);
            boolean back = random.nextBoolean();
            int count = length - random.nextInt(2);
            int start = back ? length - 1 : length - count;
            Optional<View> sliced = view.slice(axis, start, back ? -1 : 1, count);
            if (sliced.isPresent()) {
              view = sliced.get();
              plain = plain.slice(axis, start, back ? -1 : 1, count);
            }
          }
        }
      }
      assertThat(view.shape()).isEqualTo(plain.shape());
      assertThat(view.cells()).isEqualTo(plain.cells());
    }
  }

  private static List<Integer> randomShape(Random random, int size) {
    List<Integer> shape = new ArrayList<>();
    int left = size;
    for (int divisor : new int[] {2, 3, 2, 1, 5, 2, 3}) {
      if (left % divisor == 0 && random.nextBoolean()) {
        shape.add(divisor);
        left /= divisor;
      }
    }
    shape.add(left);
    Collections.shuffle(shape, random);
    return shape;
  }

  @Test
  void knowsTheWholeTensor() {
    View view = View.of(List.of(2, 1, 6));
    assertThat(view.isWhole()).isTrue();
    assertThat(view.reshape(List.of(4, 3)).orElseThrow().isWhole()).isTrue();
    assertThat(view.reshape(List.of(12)).orElseThrow().isWhole()).isTrue();
    assertThat(view.transpose(1, 0, 2).isWhole()).isTrue();
    assertThat(view.transpose(2, 1, 0).isWhole()).isFalse();
    assertThat(view.slice(2, 0, 1, 5).orElseThrow().isWhole()).isFalse();
    assertThat(view.slice(0, 1, 1, 1).orElseThrow().isWhole()).isFalse();
    assertThat(View.of(List.of(2, 1)).broadcast(1, 3).isWhole()).isFalse();
  }

  @Test
  void windowsReadZeroOutside() {
    View windows = View.of(List.of(4)).window(0, 3, 2, 3, 1, 1);
    assertThat(windows.shape()).containsExactly(3, 3);
    assertThat(windows.cells()).containsExactly(-1, 0, 1, 1, 2, 3, 3, -1, -1);
  }

  @Test
  void refinesOrSaysThatItCannot() {
    assertThat(Refinement.common(List.of(4, 6), List.of(2, 12))).contains(List.of(2, 2, 6));
    assertThat(Refinement.common(List.of(4, 6), List.of(3, 8))).isEmpty();
    assertThat(View.of(List.of(4, 6)).reshape(List.of(3, 8))).isEmpty();
  }
}
