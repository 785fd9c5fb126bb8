package dev.vouch.circuits.primitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.integer.RangeExceededException;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.LimbPlan;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.circuits.program.ProgramCodec;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.circuit.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mantissas and factors: values by definition, satisfied constraints, one solution only. */
class NormalisationTest {
  static Stream<Arguments> cases() {
    return Stream.of(
        Arguments.of("variance", 16, 2, new Interval(0, 1L << 52)),
        Arguments.of("as wide as can be", 16, 2, new Interval(0, (1L << 60) - 1)),
        Arguments.of("both signs", 15, 1, new Interval(-(1L << 37), 1L << 40)),
        Arguments.of("both signs, as wide as can be", 15, 1, new Interval(-(1L << 61), 1L << 60)),
        Arguments.of("negative only", 7, 3, new Interval(-(1L << 20), -1)),
        Arguments.of("short", 4, 1, new Interval(-40, 90)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void oneSolution(String name, int mantissaBits, int step, Interval range) throws Exception {
    long[] x = numbers(mantissaBits, step, range);
    long[] factors = factors(mantissaBits, step, range);
    for (int limbBits : new int[] {5, 8, 11}) {
      int topBits = Math.max(step + 1, Math.min(limbBits, mantissaBits));
      IntegerProgram program =
          program(mantissaBits, step, range, factors, x.length, limbBits, topBits);
      ProgramCheck check = new ProgramCheck(program, List.of());
      long[] y = check.accepted(Map.of(0, x)).of(1);
      for (int i = 0; i < x.length; i++) {
        int k = 0;
        while (x[i] >> (step * k) >= 1L << mantissaBits
            || x[i] >> (step * k) < -(1L << mantissaBits)) {
          k++;
        }
        assertThat(y[2 * i]).as("mantissa of %d", x[i]).isEqualTo(x[i] >> (step * k));
        assertThat(y[2 * i + 1]).as("factor of %d", x[i]).isEqualTo(factors[k]);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void everyChangeIsRefused(String name, int mantissaBits, int step, Interval range)
      throws Exception {
    long[] x =
        Arrays.stream(new long[] {range.hi(), range.lo(), 1L << mantissaBits})
            .filter(range::contains)
            .toArray();
    long[] factors = factors(mantissaBits, step, range);
    IntegerProgram program =
        program(mantissaBits, step, range, factors, x.length, 8, Math.max(step + 1, 4));
    new ProgramCheck(program, List.of()).rejectsMutations(Map.of(0, x));
  }

  static Stream<Arguments> small() {
    return Stream.of(
        Arguments.of("both signs", 2, 1, new Interval(-7, 7), 2),
        Arguments.of("both signs, whole mantissa", 2, 1, new Interval(-8, 7), 3),
        Arguments.of("no sign", 2, 1, new Interval(0, 15), 1),
        Arguments.of("no sign, steps of two bits", 3, 2, new Interval(0, 31), 2));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("small")
  void allCombinations(String name, int mantissaBits, int step, Interval range, int topBits)
      throws Exception {
    IntegerProgram program = small(mantissaBits, step, range, topBits);
    ProgramCheck check = new ProgramCheck(program, List.of());
    for (long x : ends(mantissaBits, range)) {
      check.hasOneSolution(Map.of(0, new long[] {x}));
    }
  }

  /**
   * Without any one of its lookups the search above finds more; those of committed digits aside,
   * whose declared ranges it keeps.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("small")
  void everyLookupIsNeeded(String name, int mantissaBits, int step, Interval range, int topBits) {
    IntegerProgram program = small(mantissaBits, step, range, topBits);
    Circuit circuit = program.emit().circuit();
    for (int lookup = 0; lookup < circuit.lookups().size(); lookup++) {
      List<Integer> keys = circuit.lookups().get(lookup).keys();
      if (keys.size() == 1 && circuit.tensors().get(keys.get(0)) instanceof Tensor.Witness) {
        continue;
      }
      ProgramCheck looser = ProgramCheck.withoutLookup(program, lookup);
      assertThat(
              Arrays.stream(ends(mantissaBits, range))
                  .anyMatch(x -> looser.solutions(Map.of(0, new long[] {x})).size() > 1))
          .as("lookup %d", lookup)
          .isTrue();
    }
  }

  @Test
  void bytesOfAProgram() throws Exception {
    byte[] bytes = ProgramCodec.encode(small(2, 1, new Interval(-7, 7), 2));
    assertThat(ProgramCodec.encode(ProgramCodec.decode(bytes))).isEqualTo(bytes);
  }

  @Test
  void integersBeyondTheLastFactorHaveNoWitness() throws Exception {
    IntegerProgram program = program(4, 1, new Interval(-300, 300), new long[] {4, 2, 1}, 1, 8, 3);
    ProgramCheck check = new ProgramCheck(program, List.of());
    for (long x : new long[] {-64, 63, 0}) {
      check.accepted(Map.of(0, new long[] {x}));
    }
    for (long x : new long[] {-65, 64, 300}) {
      assertThatThrownBy(() -> check.accepted(Map.of(0, new long[] {x})))
          .isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void refusesWhatCannotBeWithin62Bits() {
    assertThatThrownBy(() -> new Normalisation(1, 0, 16, 2, new long[25]))
        .isInstanceOf(RangeExceededException.class);
    assertThatThrownBy(() -> new Normalisation(1, 0, 3, 3, new long[2]))
        .isInstanceOf(RangeExceededException.class);
  }

  /** Numbers around the ends of what mantissas are. */
  private static long[] ends(int mantissaBits, Interval range) {
    long most = 1L << mantissaBits;
    return LongStream.of(most, most - 1, range.hi(), -most - 1, -most, 0)
        .filter(range::contains)
        .toArray();
  }

  /** Where the exponent changes, ends of the range, small and random numbers. */
  private static long[] numbers(int mantissaBits, int step, Interval range) {
    List<Long> numbers = new ArrayList<>(List.of(range.lo(), range.hi(), 0L, 1L, -1L));
    for (int bits = mantissaBits; bits < 62; bits += step) {
      for (long near : new long[] {-1, 0, 1}) {
        numbers.add((1L << bits) + near);
        numbers.add(-(1L << bits) + near);
      }
    }
    new Random(3).longs(20, -62, 62).forEach(bits -> numbers.add(bits * bits * bits * bits));
    return numbers.stream().filter(range::contains).distinct().mapToLong(Long::longValue).toArray();
  }

  private static long[] factors(int mantissaBits, int step, Interval range) {
    long[] factors = new long[Normalisation.factors(range, mantissaBits, step)];
    Arrays.setAll(factors, k -> 1L << (factors.length - 1 - k));
    return factors;
  }

  private static IntegerProgram program(
      int mantissaBits,
      int step,
      Interval range,
      long[] factors,
      int size,
      int limbBits,
      int topBits) {
    ProgramBuilder builder = new ProgramBuilder(false);
    int x = input(builder, range, size);
    int y = builder.normalisation("y", x, mantissaBits, step, factors);
    int shown = builder.exposure("out", y, builder.tensor(y).range());
    NetworkPortSpec port = new NetworkPortSpec("out", ValueType.INTEGER, List.of(size, 2), false);
    builder.output(port, shown);
    return laid(builder.build(), limbBits, topBits);
  }

  /** One number with factors 0 and 1, of which only the mantissa is shown. */
  private static IntegerProgram small(int mantissaBits, int step, Interval range, int topBits) {
    ProgramBuilder builder = new ProgramBuilder(false);
    int x = input(builder, range, 1);
    long[] factors = new long[Normalisation.factors(range, mantissaBits, step)];
    Arrays.setAll(factors, k -> k % 2);
    int y = builder.normalisation("y", x, mantissaBits, step, factors);
    List<IndexEntry> first = List.of(IndexEntry.axis(0), new IndexEntry(0, List.of()));
    Summand mantissa =
        new Summand(
            1, List.of(1), List.of(IndexEntry.axis(0)), List.of(new Term.Operand(y, first)));
    Interval mantissas = Normalisation.mantissas(range, mantissaBits);
    int only = builder.contraction("mantissa", List.of(1), List.of(mantissa), 0, mantissas);
    NetworkPortSpec port = new NetworkPortSpec("out", ValueType.INTEGER, List.of(1), false);
    builder.output(port, builder.exposure("out", only, mantissas));
    return laid(builder.build(), 2, topBits);
  }

  private static int input(ProgramBuilder builder, Interval range, int size) {
    List<Integer> shape = List.of(size);
    return builder.input(new NetworkPortSpec("x", ValueType.INTEGER, shape, false), range, 0);
  }

  private static IntegerProgram laid(IntegerProgram program, int limbBits, int topBits) {
    List<Integer> choices = new ArrayList<>();
    program
        .primitives()
        .forEach(primitive -> choices.add(primitive instanceof Normalisation ? topBits : 0));
    return program.withLayout(new LimbPlan(limbBits, 8, false, choices));
  }
}
