package dev.vouch.circuits.primitive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.emit.FieldEvaluator;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The loop against one that visits every position of the box and computes every index. */
class StridedLoopTest {
  private static final int MOST_AXES = 5;

  @Test
  void sumsWhatEveryPositionOfTheBoxAdds() {
    RandomGenerator random = new Random(20);
    for (int i = 0; i < 400; i++) {
      check(random, 6);
    }
  }

  @Test
  void longLoopsInSlicesSumTheSame() {
    RandomGenerator random = new Random(21);
    for (int i = 0; i < 20; i++) {
      check(random, 16);
    }
  }

  /** A random summand: each axis of the result follows one box axis, operand axes one or two. */
  private static void check(RandomGenerator random, int longest) {
    int axes = random.nextInt(MOST_AXES + 1);
    List<Integer> box =
        IntStream.range(0, axes).mapToObj(a -> 1 + random.nextInt(longest)).toList();
    List<IndexEntry> result = new ArrayList<>();
    List<Integer> resultShape = new ArrayList<>();
    for (int axis = 0; axis < axes; axis++) {
      if (random.nextInt(3) > 0) {
        long coefficient = 1L + random.nextInt(2);
        long offset = random.nextInt(2);
        result.add(new IndexEntry(offset, List.of(new IndexEntry.Part(axis, coefficient))));
        resultShape.add((int) (offset + coefficient * (box.get(axis) - 1)) + 1);
      }
    }
    List<Term.Operand> operands = new ArrayList<>();
    List<List<Integer>> shapes = new ArrayList<>();
    List<long[]> values = new ArrayList<>();
    for (int operand = random.nextInt(3); operand > 0; operand--) {
      List<Integer> shape = new ArrayList<>();
      List<IndexEntry> map = new ArrayList<>();
      for (int axis = 0; axis < 3; axis++) {
        shape.add(1 + random.nextInt(longest));
        map.add(new IndexEntry(random.nextInt(-3, 4), parts(random, axes)));
      }
      operands.add(new Term.Operand(values.size(), map));
      shapes.add(shape);
      values.add(random.longs(size(shape), -100, 100).toArray());
    }
    Summand summand = new Summand(3, box, result, operands);
    long[] expected = new long[size(resultShape)];
    addEveryPosition(expected, summand, resultShape, shapes, values);
    long[] actual = new long[expected.length];
    new StridedLoop(summand, resultShape, shapes).addTo(actual, 3, values);
    assertThat(actual).isEqualTo(expected);
  }

  private static List<IndexEntry.Part> parts(RandomGenerator random, int axes) {
    List<IndexEntry.Part> parts = new ArrayList<>();
    for (int axis = 0; axis < axes; axis++) {
      if (random.nextInt(axes) < 2) {
        int coefficient = random.nextInt(-2, 3);
        if (coefficient != 0) {
          parts.add(new IndexEntry.Part(axis, coefficient));
        }
      }
    }
    return parts;
  }

  private static void addEveryPosition(
      long[] out,
      Summand summand,
      List<Integer> resultShape,
      List<List<Integer>> shapes,
      List<long[]> values) {
    int[] at = new int[summand.box().size()];
    do {
      long product = summand.coefficient();
      for (int o = 0; o < values.size(); o++) {
        int cell = FieldEvaluator.cell(summand.operands().get(o).map(), shapes.get(o), at);
        product *= cell < 0 ? 0 : values.get(o)[cell];
      }
      out[FieldEvaluator.cell(summand.result(), resultShape, at)] += product;
    } while (FieldEvaluator.advance(at, summand.box()));
  }

  private static int size(List<Integer> shape) {
    return shape.stream().reduce(1, (a, b) -> a * b);
  }
}
