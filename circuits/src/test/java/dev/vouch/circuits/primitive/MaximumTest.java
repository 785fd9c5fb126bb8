package dev.vouch.circuits.primitive;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Maxima in every limb width: values by definition, satisfied constraints, one solution only; ties
 * included.
 */
class MaximumTest {
  private static final int WINDOW = 3;

  @ParameterizedTest(name = "limbs of {0} bits")
  @ValueSource(ints = {3, 4, 8, 11, 16})
  void everyLimbWidth(int limbBits) throws Exception {
    long[] x = cells(40);
    IntegerProgram program = program(x.length / WINDOW, limbBits);
    long[] y = new ProgramCheck(program, List.of()).accepted(Map.of(0, x)).of(1);
    for (int i = 0; i < y.length; i++) {
      assertThat(y[i])
          .isEqualTo(Arrays.stream(x, i * WINDOW, (i + 1) * WINDOW).max().orElseThrow());
    }
  }

  @ParameterizedTest(name = "limbs of {0} bits")
  @ValueSource(ints = {3, 6, 8, 11})
  void oneSolution(int limbBits) throws Exception {
    long[] x = cells(2);
    new ProgramCheck(program(x.length / WINDOW, limbBits), List.of())
        .rejectsMutations(Map.of(0, x));
  }

  /** Ends of the range, ties, neighbours, and random windows. */
  private static long[] cells(int more) {
    List<Long> cells =
        new ArrayList<>(List.of(-512L, 511L, 511L, -1L, -1L, -1L, 5L, 4L, -512L, 0L, 256L, 255L));
    new Random(2).longs(more * (long) WINDOW, -512, 512).forEach(cells::add);
    return cells.stream().mapToLong(Long::longValue).toArray();
  }

  private static IntegerProgram program(int windows, int limbBits) {
    ProgramBuilder builder = new ProgramBuilder(false);
    List<Integer> shape = List.of(windows, WINDOW);
    int x =
        builder.input(
            new NetworkPortSpec("x", ValueType.REAL, shape, true), Interval.signed(10), 0);
    int y = builder.maximum("y", x, 1);
    builder.output(new NetworkPortSpec("y", ValueType.REAL, List.of(windows), false), y);
    return builder.build().withLayout(new LimbPlan(5, 8, false, List.of(limbBits)));
  }
}
