package dev.vouch.circuits.primitive;

import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.LimbPlan;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.verifier.circuit.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Primitives with a witness, so small that every combination of all their cells can be tried: cells
 * that are false together fit no better than one false cell.
 */
class OnlySolutionTest {
  private static final int COLUMN_BITS = 8;

  static Stream<Arguments> requantisations() {
    return Stream.of(
        Arguments.of("whole limbs of remainder", 2, new Interval(0, 3), new Interval(-5, 14)),
        Arguments.of("scaled remainder", 3, new Interval(-1, 0), new Interval(-14, 11)),
        Arguments.of(
            "bounds that divide without 1 more", 1, new Interval(-1, 1), new Interval(-5, 4)),
        Arguments.of("clamp of one value", 1, new Interval(1, 1), new Interval(-5, 6)),
        Arguments.of("no shift", 0, new Interval(-2, 1), new Interval(-6, 5)),
        Arguments.of("no clamp", 2, new Interval(-8, 7), new Interval(-6, 9)),
        Arguments.of("no clamp, no shift", 0, new Interval(-8, 7), new Interval(-3, 4)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requantisations")
  void requantisation(String name, int shift, Interval bounds, Interval range) throws Exception {
    for (boolean output : new boolean[] {false, true}) {
      ProgramBuilder builder = new ProgramBuilder(false);
      int x = input(builder, range, 1);
      show(builder, builder.requantisation("y", x, shift, bounds), output);
      IntegerProgram program = builder.build();
      Requantisation primitive = (Requantisation) program.primitives().get(0);
      int most = primitive.clamps(program) ? primitive.maxLowBits() : 0;
      for (int lowBits = 0; lowBits <= most; lowBits++) {
        ProgramCheck check = new ProgramCheck(laid(program, lowBits), List.of());
        long[] tried =
            LongStream.rangeClosed(range.lo(), range.hi()).filter(v -> v % 4 == 0).toArray();
        for (long value : tried) {
          check.hasOneSolution(Map.of(x, new long[] {value}));
        }
      }
    }
  }

  @ParameterizedTest(name = "limbs of {0} bits")
  @ValueSource(ints = {2, 3})
  void maximum(int limbBits) throws Exception {
    Interval range = new Interval(-1, 3); // distances of three bits
    ProgramBuilder builder = new ProgramBuilder(false);
    int x = input(builder, range, 2);
    show(builder, builder.maximum("y", x, 1), true);
    ProgramCheck check = new ProgramCheck(laid(builder.build(), limbBits), List.of());
    for (long first = range.lo(); first <= range.hi(); first += 2) {
      for (long second : new long[] {range.lo(), range.hi()}) {
        check.hasOneSolution(Map.of(x, new long[] {first, second}));
      }
    }
  }

  @ParameterizedTest(name = "output {0}")
  @ValueSource(booleans = {false, true})
  void quotient(boolean output) throws Exception {
    Interval range = new Interval(2, 4);
    ProgramBuilder builder = new ProgramBuilder(false);
    int x = input(builder, range, 1);
    show(builder, builder.quotient("y", x, 11, 2, 0), output);
    ProgramCheck check = new ProgramCheck(laid(builder.build(), 0), List.of());
    for (long value = range.lo(); value <= range.hi(); value++) {
      check.hasOneSolution(Map.of(x, new long[] {value}));
    }
  }

  @ParameterizedTest(name = "output {0}")
  @ValueSource(booleans = {false, true})
  void tabulation(boolean output) throws Exception {
    Interval range = new Interval(-3, 3);
    ProgramBuilder builder = new ProgramBuilder(false);
    int x = input(builder, range, 1);
    long[] table = {9, 4, 1, 0, 1, 4, 9};
    show(builder, builder.tabulation("y", x, range.lo(), table, 0), output);
    ProgramCheck check = new ProgramCheck(laid(builder.build(), 0), List.of());
    for (long value = range.lo(); value <= range.hi(); value++) {
      check.hasOneSolution(Map.of(x, new long[] {value}));
    }
  }

  @ParameterizedTest(name = "output {0}")
  @ValueSource(booleans = {false, true})
  void oneHot(boolean output) throws Exception {
    ProgramBuilder builder = new ProgramBuilder(false);
    int x = input(builder, new Interval(0, 3), 1);
    show(builder, builder.oneHot("y", x, 3), output);
    ProgramCheck check = new ProgramCheck(laid(builder.build(), 0), List.of());
    for (long value = 0; value < 3; value++) {
      check.hasOneSolution(Map.of(x, new long[] {value}));
    }
  }

  @ParameterizedTest(name = "output {0}")
  @ValueSource(booleans = {false, true})
  void fetch(boolean output) throws Exception {
    ProgramBuilder builder = new ProgramBuilder(false);
    int k = input(builder, new Interval(1, 3), 1);
    int table = builder.constant("v", List.of(3, 2), new long[] {4, -1, 0, 2, -3, 4}, 0);
    Interval range = builder.tensor(table).range();
    show(
        builder,
        builder.computed("y", List.of(1, 2), range, 0, y -> new Fetch(y, k, table, 1)),
        output);
    ProgramCheck check = new ProgramCheck(laid(builder.build(), 0), List.of());
    for (long value = 1; value <= 3; value++) {
      check.hasOneSolution(Map.of(k, new long[] {value}));
    }
  }

  @ParameterizedTest(name = "output {0}")
  @ValueSource(booleans = {false, true})
  void stepFunction(boolean output) throws Exception {
    ProgramBuilder builder = new ProgramBuilder(false);
    Interval range = new Interval(-2, 2);
    int size = output ? 2 : 1; // an exposed copy has cells of its own, too many for two
    int x = input(builder, range, size);
    show(builder, output ? steps(builder, x, -2, 0, 1, 3) : steps(builder, x, -1, 1), output);
    ProgramCheck check = new ProgramCheck(laid(builder.build(), 0), List.of());
    for (long value = range.lo(); value <= range.hi(); value++) {
      check.hasOneSolution(Map.of(x, Arrays.copyOf(new long[] {value, -value}, size)));
    }
  }

  /** A step function that rises twice; of two slices if there are four thresholds. */
  static int steps(ProgramBuilder builder, int x, long... thresholds) {
    return builder.computed(
        "y",
        builder.tensor(x).shape(),
        new Interval(4, 6),
        0,
        y -> new StepFunction(y, x, 4, 2, 1, builder.tensor(x).range(), thresholds));
  }

  @ParameterizedTest(name = "top limb of {0} bits")
  @ValueSource(ints = {1, 2})
  void descent(int topBits) throws Exception {
    ProgramBuilder builder = new ProgramBuilder(false);
    Interval range = new Interval(-2, 1);
    int x =
        builder.input(new NetworkPortSpec("x", ValueType.INTEGER, List.of(1, 2), false), range, 0);
    show(builder, smallDescent(builder, x), false);
    ProgramCheck check = new ProgramCheck(laid(builder.build(), topBits), List.of());
    for (long value = range.lo(); value <= range.hi(); value++) {
      check.hasOneSolution(Map.of(x, new long[] {-value - 1, value}));
    }
  }

  /** One tree of one level that looks at the second number. */
  static int smallDescent(ProgramBuilder builder, int x) {
    int features = builder.constant("f", List.of(2), new long[] {0, 1}, 0);
    int thresholds = builder.constant("t", List.of(2), new long[] {1, -1}, 0);
    int left = builder.constant("l", List.of(2), new long[] {1, 0}, 0);
    return builder.computed(
        "y",
        List.of(1, 1),
        new Interval(0, 1),
        0,
        y -> new Descent(y, x, features, thresholds, left, 1, new int[] {1}));
  }

  private static int input(ProgramBuilder builder, Interval range, int size) {
    List<Integer> shape = List.of(size);
    return builder.input(new NetworkPortSpec("x", ValueType.INTEGER, shape, false), range, 0);
  }

  /** Makes a tensor an output, or a value of which only an exposed copy is one. */
  private static void show(ProgramBuilder builder, int y, boolean output) {
    IntegerTensor tensor = builder.tensor(y);
    int shown = output ? y : builder.exposure("out", y, tensor.range());
    builder.output(new NetworkPortSpec("out", ValueType.INTEGER, tensor.shape(), false), shown);
  }

  /** Limbs of two bits, so that numbers need several. */
  private static IntegerProgram laid(IntegerProgram program, int choice) {
    List<Integer> choices = new ArrayList<>();
    program
        .primitives()
        .forEach(primitive -> choices.add(primitive instanceof Exposure ? 0 : choice));
    return program.withLayout(new LimbPlan(2, COLUMN_BITS, false, choices));
  }
}
