package dev.vouch.circuits.primitive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.verifier.circuit.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * Static index tables, of inputs and of committed results: values by definition, satisfied
 * constraints, one solution only.
 */
class RearrangementTest {
  private static final Interval RANGE = Interval.signed(10);

  @RepeatedTest(8)
  void oneSolution(RepetitionInfo repetition) throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    int size = 2 + random.nextInt(6);
    // Repeated, left out and empty cells occur.
    int[] cells = random.ints(1 + random.nextInt(8), -1, size).toArray();
    long[] x = random.longs(size, RANGE.lo(), RANGE.hi() + 1).toArray();
    for (boolean committed : new boolean[] {false, true}) {
      ProgramBuilder builder = new ProgramBuilder(false);
      int source =
          builder.input(new NetworkPortSpec("x", ValueType.INTEGER, List.of(size), true), RANGE, 0);
      int read = committed ? builder.requantisation("r", source, 2, Interval.signed(6)) : source;
      int y = builder.rearrangement("y", List.of(cells.length), read, cells);
      int shown = builder.exposure("out", y, RANGE);
      builder.output(
          new NetworkPortSpec("out", ValueType.INTEGER, List.of(cells.length), false), shown);
      ProgramCheck check = new ProgramCheck(builder.build(), List.of());
      Execution execution = check.accepted(Map.of(source, x));
      for (int i = 0; i < cells.length; i++) {
        assertThat(execution.of(shown)[i])
            .isEqualTo(cells[i] < 0 ? 0 : execution.of(read)[cells[i]]);
      }
      check.rejectsMutations(Map.of(source, x));
    }
  }
}
