package dev.vouch.circuits.primitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.emit.FieldEvaluator;
import dev.vouch.circuits.emit.JoinedWitness;
import dev.vouch.circuits.emit.Limbs;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.integer.RangeExceededException;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.LimbPlan;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.ValueType;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Quotients of a constant in several limb widths: values by definition, satisfied constraints, one
 * solution only.
 */
class QuotientTest {
  static Stream<Arguments> cases() {
    return Stream.of(
        Arguments.of("small", 1000, 1, new Interval(1, 63)),
        Arguments.of("of softmax, narrow", 1L << 20, 1L << 8, new Interval(1 << 8, 1 << 12)),
        Arguments.of("below the divisor", 5, 4, new Interval(4, 200)),
        Arguments.of("zero", 0, 3, new Interval(3, 90)),
        Arguments.of("exact divisions", 5040, 1, new Interval(1, 120)),
        Arguments.of("divisor one only", 77, 1, new Interval(1, 1)),
        Arguments.of("wide", (1L << 40) + 12345, 1L << 10, new Interval(1 << 10, 1 << 16)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void oneSolution(String name, long numerator, long least, Interval range) throws Exception {
    long[] x = divisors(numerator, range);
    for (int limbBits : new int[] {5, 8, 11}) {
      for (boolean output : new boolean[] {false, true}) {
        ProgramCheck check =
            new ProgramCheck(
                program(numerator, least, range, x.length, output, limbBits), List.of());
        long[] y = check.accepted(Map.of(0, x)).of(1);
        for (int i = 0; i < x.length; i++) {
          assertThat(y[i]).isEqualTo(Math.floorDiv(numerator, x[i]));
        }
        check.rejectsMutations(Map.of(0, x));
      }
    }
  }

  /**
   * Another quotient y + k with the remainder r − k·x that fits it, all their digits and those of x
   * − 1 − r changed together: the equation a = x·y + r holds, the ranges of r do not.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void neighboursOfQuotientAndRemainderTogether(
      String name, long numerator, long least, Interval range) throws Exception {
    long[] x = divisors(numerator, range);
    int limbBits = 5;
    IntegerProgram program = program(numerator, least, range, x.length, false, limbBits);
    Circuit circuit = program.emit().circuit();
    FieldEvaluator evaluator = new FieldEvaluator(circuit);
    Execution execution = Execution.run(program, List.of(), Map.of(0, x));
    Map<Integer, BigInteger[]> sources = evaluator.sources(JoinedWitness.of(execution), List.of());
    Limbs quotientLimbs = Limbs.whole(bits(numerator / least), limbBits);
    Limbs remainderLimbs = Limbs.whole(bits(Math.max(range.hi(), least) - 1), limbBits);
    for (int cell = 0; cell < x.length; cell++) {
      for (long k : new long[] {1, -1, 2, -2, 31, 32}) {
        long quotient = numerator / x[cell] + k;
        long remainder = numerator - quotient * x[cell];
        Map<Integer, BigInteger[]> mutated = new HashMap<>(sources);
        set(circuit, mutated, "y.quotient", quotientLimbs, 0, quotient, cell);
        set(circuit, mutated, "y.remainder", remainderLimbs, 1, remainder, cell);
        set(circuit, mutated, "y.below", remainderLimbs, 1, x[cell] - 1 - remainder, cell);
        BigInteger[] shown = sources.get(ProgramCheck.tensor(circuit, "out.output")).clone();
        shown[cell] = BigInteger.valueOf(quotient).mod(FieldEvaluator.ORDER);
        mutated.put(ProgramCheck.tensor(circuit, "out.output"), shown);
        assertThat(evaluator.violations(mutated, 1))
            .as("%d / %d = %d, remainder %d", numerator, x[cell], quotient, remainder)
            .isNotEmpty();
      }
    }
  }

  private static void set(
      Circuit circuit,
      Map<Integer, BigInteger[]> values,
      String name,
      Limbs limbs,
      int first,
      long number,
      int cell) {
    for (int limb = first; limb < limbs.count(); limb++) {
      int tensor = ProgramCheck.tensor(circuit, name + limb);
      BigInteger[] digits = values.get(tensor).clone();
      digits[cell] = BigInteger.valueOf(limbs.digit(number, limb)).mod(FieldEvaluator.ORDER);
      values.put(tensor, digits);
    }
  }

  @Test
  void divisorsBelowTheLeastHaveNoWitness() throws Exception {
    ProgramCheck check =
        new ProgramCheck(program(1000, 10, new Interval(-5, 60), 1, false, 8), List.of());
    check.accepted(Map.of(0, new long[] {10}));
    for (long x : new long[] {0, -1, -5}) {
      assertThatThrownBy(() -> check.accepted(Map.of(0, new long[] {x})))
          .isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void refusesProductsThatMayPass62Bits() {
    assertThatThrownBy(() -> program(1L << 50, 1, new Interval(1, 1 << 20), 1, false, 8).emit())
        .isInstanceOf(RangeExceededException.class);
  }

  /** Ends of the range, divisors of the numerator and their neighbours, and random ones. */
  private static long[] divisors(long numerator, Interval range) {
    LongStream special =
        LongStream.of(range.lo(), range.hi(), 2, 3, 7, 16, numerator / 7, numerator)
            .flatMap(v -> LongStream.of(v - 1, v, v + 1));
    LongStream random = new Random(6).longs(3, range.lo(), range.hi() + 1);
    return LongStream.concat(special, random)
        .filter(range::contains)
        .distinct()
        .limit(10)
        .toArray();
  }

  private static int bits(long most) {
    return Math.max(1, 64 - Long.numberOfLeadingZeros(most));
  }

  private static IntegerProgram program(
      long numerator, long least, Interval range, int size, boolean output, int limbBits) {
    ProgramBuilder builder = new ProgramBuilder(false);
    List<Integer> shape = List.of(size);
    int x = builder.input(new NetworkPortSpec("x", ValueType.INTEGER, shape, false), range, 0);
    int y = builder.quotient("y", x, numerator, least, 0);
    NetworkPortSpec port = new NetworkPortSpec("out", ValueType.INTEGER, shape, output);
    builder.output(
        port, output ? y : builder.exposure("out", y, new Interval(0, numerator / least)));
    IntegerProgram program = builder.build();
    return program.withLayout(new LimbPlan(limbBits, 8, false, program.layout().choices()));
  }
}
