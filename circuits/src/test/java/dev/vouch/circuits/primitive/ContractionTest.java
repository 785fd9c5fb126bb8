package dev.vouch.circuits.primitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.integer.RangeExceededException;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.circuit.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/**
 * Contractions with random boxes and index maps: the executor's strided loops against the circuit's
 * plain meaning.
 */
class ContractionTest {
  @RepeatedTest(60)
  void executorAgreesWithConstraints(RepetitionInfo repetition) throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    ProgramBuilder builder = new ProgramBuilder(random.nextBoolean());
    List<Integer> aShape = shape(random);
    List<Integer> bShape = shape(random);
    int a =
        builder.input(
            new NetworkPortSpec("a", ValueType.INTEGER, aShape, false), Interval.signed(8), 0);
    long[] weights = random.longs(size(bShape), -100, 101).toArray();
    int b =
        random.nextBoolean()
            ? builder.constant("b", bShape, weights, 0)
            : builder.model("b", bShape, weights, new Interval(-127, 127), 0);
    List<Integer> shape = shape(random);
    List<Summand> summands = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      summands.add(summand(random, shape, List.of(a, b), List.of(aShape, bShape)));
    }
    int y = builder.contraction("y", shape, summands, 0);
    builder.output(
        new NetworkPortSpec("out", ValueType.INTEGER, shape, false),
        builder.exposure("out", y, builder.tensor(y).range()));
    long[] x = random.longs(size(aShape), -128, 128).toArray();
    new ProgramCheck(builder.build(), builder.modelValues()).rejectsMutations(Map.of(0, x));
  }

  private static int size(List<Integer> shape) {
    return shape.stream().reduce(1, (p, q) -> p * q);
  }

  private static List<Integer> shape(Random random) {
    return random.ints(random.nextInt(4), 1, 4).boxed().toList();
  }

  private static Summand summand(
      Random random, List<Integer> shape, List<Integer> tensors, List<List<Integer>> shapes) {
    List<Integer> box = new ArrayList<>();
    List<IndexEntry> result = new ArrayList<>();
    for (int length : shape) {
      boolean fixed = random.nextInt(4) == 0;
      int covered = 1 + random.nextInt(length);
      if (fixed) {
        result.add(IndexEntry.constant(random.nextInt(length)));
      } else {
        boolean backwards = random.nextInt(4) == 0;
        int first = random.nextInt(length - covered + 1);
        result.add(
            new IndexEntry(
                backwards ? first + covered - 1 : first,
                List.of(new IndexEntry.Part(box.size(), backwards ? -1 : 1))));
        box.add(covered);
      }
    }
    random.ints(random.nextInt(3), 1, 4).forEach(box::add);
    List<Term.Operand> operands = new ArrayList<>();
    Set<Integer> order = new HashSet<>(Set.of(0, 1));
    for (int i : order) {
      if (random.nextInt(4) > 0) {
        operands.add(new Term.Operand(tensors.get(i), map(random, box.size(), shapes.get(i))));
      }
    }
    return new Summand(
        1 + random.nextInt(5) - (random.nextBoolean() ? 6 : 0), box, result, operands);
  }

  /**
   * Distributes the box axes over the tensor's axes with random strides; indices may leave the
   * tensor.
   */
  private static List<IndexEntry> map(Random random, int axes, List<Integer> shape) {
    List<List<IndexEntry.Part>> parts = new ArrayList<>();
    shape.forEach(length -> parts.add(new ArrayList<>()));
    for (int axis = 0; axis < axes && !shape.isEmpty(); axis++) {
      if (random.nextInt(4) > 0) {
        int coefficient = random.nextInt(5) - 2;
        parts
            .get(random.nextInt(shape.size()))
            .add(new IndexEntry.Part(axis, coefficient == 0 ? 1 : coefficient));
      }
    }
    List<IndexEntry> map = new ArrayList<>();
    parts.forEach(entry -> map.add(new IndexEntry(random.nextInt(4) - 1, entry)));
    return map;
  }

  @Test
  void refusesSumsThatMayPass62Bits() {
    ProgramBuilder builder = new ProgramBuilder(false);
    int x =
        builder.input(
            new NetworkPortSpec("x", ValueType.INTEGER, List.of(4), false), Interval.signed(60), 0);
    Summand sum =
        new Summand(
            1, List.of(4), List.of(), List.of(new Term.Operand(x, List.of(IndexEntry.axis(0)))));
    assertThat(builder.tensor(builder.contraction("s", List.of(), List.of(sum), 0)).range())
        .isEqualTo(new Interval(-(1L << 61), (1L << 61) - 4));
    Summand twice = new Summand(4, sum.box(), sum.result(), sum.operands());
    assertThatThrownBy(() -> builder.contraction("t", List.of(), List.of(twice), 0))
        .isInstanceOf(RangeExceededException.class);
  }
}
