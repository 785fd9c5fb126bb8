package dev.vouch.circuits.primitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.emit.FieldEvaluator;
import dev.vouch.circuits.emit.JoinedWitness;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.ProgramBuilder;
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

/** Functions in tables: values by definition, satisfied constraints, one solution only. */
class TabulationTest {
  static Stream<Arguments> tables() {
    return Stream.of(
        Arguments.of("injective", -128, values(256, i -> 1000 - 3 * i)),
        Arguments.of("many equal values", -100, values(228, i -> i / 50)),
        Arguments.of("neighbours swapped", -128, values(256, i -> i ^ 1)),
        Arguments.of("extremes", -128, values(256, i -> i % 2 == 0 ? 1L << 40 : -(1L << 40))),
        Arguments.of("random", -5, new Random(4).longs(90, -9, 9).toArray()),
        Arguments.of("one row", 7, new long[] {-3}));
  }

  private static long[] values(int rows, java.util.function.LongUnaryOperator f) {
    return LongStream.range(0, rows).map(f).toArray();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tables")
  void oneSolution(String name, long start, long[] table) throws Exception {
    long last = start + table.length - 1;
    long[] x = {start, last, (start + last) / 2, Math.min(start + 1, last), start};
    for (boolean output : new boolean[] {false, true}) {
      ProgramCheck check =
          new ProgramCheck(
              program(start, table, new Interval(start, last), x.length, output), List.of());
      long[] y = check.accepted(Map.of(0, x)).of(1);
      for (int i = 0; i < x.length; i++) {
        assertThat(y[i]).isEqualTo(table[(int) (x[i] - start)]);
      }
      check.rejectsMutations(Map.of(0, x));
    }
  }

  /** Every value that the table holds in another row is refused too. */
  @Test
  void valuesOfOtherRows() throws Exception {
    long[] table = new Random(5).longs(64, -1000, 1000).distinct().toArray();
    long[] x = {0, 31, table.length - 1};
    IntegerProgram program = program(0, table, new Interval(0, table.length - 1), x.length, false);
    FieldEvaluator evaluator = new FieldEvaluator(program.emit().circuit());
    Execution execution = Execution.run(program, List.of(), Map.of(0, x));
    Map<Integer, BigInteger[]> sources = evaluator.sources(JoinedWitness.of(execution), List.of());
    int y = ProgramCheck.tensor(program.emit().circuit(), "y.value");
    for (int cell = 0; cell < x.length; cell++) {
      for (long other : table) {
        Map<Integer, BigInteger[]> mutated = new HashMap<>(sources);
        BigInteger[] cells = sources.get(y).clone();
        cells[cell] = BigInteger.valueOf(other).mod(FieldEvaluator.ORDER);
        mutated.put(y, cells);
        assertThat(evaluator.violations(mutated, 1).isEmpty())
            .as("cell %d holds %d", cell, other)
            .isEqualTo(other == table[(int) x[cell]]);
      }
    }
  }

  /** Outside the table there is no witness, and inside its rows no cell is left out. */
  @Test
  void argumentsOutsideTheTableHaveNoWitness() throws Exception {
    long[] table = {5, 6, 7, 8};
    IntegerProgram program = program(0, table, new Interval(-4, 9), 1, false);
    for (long x = -4; x <= 9; x++) {
      ProgramCheck check = new ProgramCheck(program, List.of());
      Map<Integer, long[]> inputs = Map.of(0, new long[] {x});
      if (x >= 0 && x < table.length) {
        check.accepted(inputs);
      } else {
        assertThatThrownBy(() -> check.accepted(inputs)).isInstanceOf(AssertionError.class);
      }
    }
  }

  private static IntegerProgram program(
      long start, long[] table, Interval range, int size, boolean output) {
    ProgramBuilder builder = new ProgramBuilder(false);
    List<Integer> shape = List.of(size);
    int x = builder.input(new NetworkPortSpec("x", ValueType.INTEGER, shape, false), range, 0);
    int y = builder.tabulation("y", x, start, table, 0);
    NetworkPortSpec port = new NetworkPortSpec("out", ValueType.INTEGER, shape, output);
    builder.output(port, output ? y : builder.exposure("out", y, Interval.of(table)));
    return builder.build();
  }
}
