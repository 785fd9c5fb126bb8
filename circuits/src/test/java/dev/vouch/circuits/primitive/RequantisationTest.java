package dev.vouch.circuits.primitive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.LimbPlan;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.verifier.circuit.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requantisation in every layout: values by definition, satisfied constraints, one solution only.
 */
class RequantisationTest {
  private static final Interval SIGNED = Interval.signed(16);
  private static final Interval RECTIFIED = Interval.unsigned(16);

  static Stream<Arguments> cases() {
    return Stream.of(
        Arguments.of("identity", 16, SIGNED, Interval.signed(36)),
        Arguments.of("relu", 16, RECTIFIED, Interval.signed(36)),
        Arguments.of("odd shift", 13, SIGNED, Interval.signed(33)),
        Arguments.of("relu, two limbs of remainder and more", 21, RECTIFIED, Interval.signed(40)),
        Arguments.of("clip at 6", 11, new Interval(0, 6 << 13), Interval.signed(30)),
        Arguments.of("clip both sides", 9, new Interval(-1 << 12, 1 << 12), Interval.signed(28)),
        Arguments.of("only above", 8, SIGNED, new Interval(-100, 1 << 30)),
        Arguments.of("only below", 8, SIGNED, new Interval(-(1 << 30), 100)),
        Arguments.of("always above", 4, Interval.signed(8), new Interval(1 << 14, 1 << 15)),
        Arguments.of("no shift", 0, RECTIFIED, Interval.signed(18)),
        Arguments.of("no clamp", 16, SIGNED, Interval.signed(32 - 1)),
        Arguments.of("no clamp, narrow", 10, SIGNED, new Interval(-5, 1 << 14)),
        Arguments.of("no clamp, no shift", 0, SIGNED, new Interval(-7, 300)),
        Arguments.of("constant", 20, SIGNED, new Interval(-3, 3)),
        Arguments.of("one bit", 3, new Interval(0, 1), Interval.signed(8)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void everyLayout(String name, int shift, Interval bounds, Interval range) throws Exception {
    long[] x = interesting(shift, bounds, range);
    for (boolean output : new boolean[] {false, true}) {
      IntegerProgram program = program(shift, bounds, range, x.length, output);
      for (int limbBits : new int[] {4, 7, 8, 11, 16}) {
        for (int lowBits : lowBits(program, limbBits)) {
          IntegerProgram laid =
              program.withLayout(new LimbPlan(limbBits, 8, false, choices(program, lowBits)));
          Execution execution = new ProgramCheck(laid, List.of()).accepted(Map.of(0, x));
          long[] y = execution.of(1);
          for (int i = 0; i < x.length; i++) {
            assertThat(y[i]).isEqualTo(expected(x[i], shift, bounds));
          }
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void oneSolution(String name, int shift, Interval bounds, Interval range) throws Exception {
    long[] all = interesting(shift, bounds, range);
    long[] x = new Random(3).ints(8, 0, all.length).mapToLong(i -> all[i]).toArray();
    for (boolean output : new boolean[] {false, true}) {
      IntegerProgram program = program(shift, bounds, range, x.length, output);
      for (int limbBits : new int[] {5, 8}) {
        List<Integer> all8 = lowBits(program, limbBits);
        IntegerProgram laid =
            program.withLayout(
                new LimbPlan(limbBits, 8, false, choices(program, all8.get(all8.size() - 1))));
        new ProgramCheck(laid, List.of()).rejectsMutations(Map.of(0, x));
      }
    }
  }

  private static long expected(long x, int shift, Interval bounds) {
    long q = Math.floorDiv(2 * x + (1L << shift), 1L << (shift + 1));
    return Math.max(bounds.lo(), Math.min(bounds.hi(), shift == 0 ? x : q));
  }

  /** Ends of the range, both sides of every clamp and of ties, and random values. */
  private static long[] interesting(int shift, Interval bounds, Interval range) {
    List<Long> values = new ArrayList<>();
    for (long q : new long[] {bounds.lo(), bounds.hi(), 0, 1, -1, 255, 256}) {
      for (long r = -2; r <= 2; r++) {
        values.add((q << shift) + r);
        values.add((q << shift) + (shift == 0 ? 0 : 1L << (shift - 1)) + r);
        values.add((q << shift) - (shift == 0 ? 0 : 1L << (shift - 1)) + r);
      }
    }
    values.add(range.lo());
    values.add(range.hi());
    Random random = new Random(1);
    LongStream.range(0, 30).forEach(i -> values.add(random.nextLong(range.lo(), range.hi() + 1)));
    return values.stream().mapToLong(range::clamp).distinct().toArray();
  }

  private static IntegerProgram program(
      int shift, Interval bounds, Interval range, int size, boolean output) {
    ProgramBuilder builder = new ProgramBuilder(false);
    List<Integer> shape = List.of(size);
    int x = builder.input(new NetworkPortSpec("x", ValueType.REAL, shape, false), range, shift);
    int y = builder.requantisation("y", x, shift, bounds);
    NetworkPortSpec port = new NetworkPortSpec("out", ValueType.REAL, shape, output);
    builder.output(port, output ? y : builder.exposure("out", y, bounds));
    return builder.build();
  }

  private static List<Integer> lowBits(IntegerProgram program, int limbBits) {
    Requantisation requantisation = (Requantisation) program.primitives().get(0);
    if (!requantisation.clamps(program)) {
      return List.of(0);
    }
    return Stream.of(0, 3, limbBits, 13, requantisation.maxLowBits())
        .filter(
            k ->
                k <= requantisation.maxLowBits()
                    && requantisation.saturationTable(program, k).rows() <= 1 << 10)
        .distinct()
        .sorted()
        .toList();
  }

  private static List<Integer> choices(IntegerProgram program, int lowBits) {
    List<Integer> choices = new ArrayList<>();
    program
        .primitives()
        .forEach(primitive -> choices.add(primitive instanceof Requantisation ? lowBits : 0));
    return choices;
  }
}
