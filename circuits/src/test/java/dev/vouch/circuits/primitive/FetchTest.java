package dev.vouch.circuits.primitive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.verifier.circuit.ValueType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of a hidden table: values by definition, one solution. */
class FetchTest {
  private static final long[] STORED = {-7, 3, 0, 120, 5, -128};
  private static final int START = 4;

  private static IntegerProgram program(List<Integer> table, boolean output) {
    ProgramBuilder builder = new ProgramBuilder(false);
    Interval range = new Interval(START, START + table.get(0) - 1L);
    NetworkPortSpec in = new NetworkPortSpec("k", ValueType.INTEGER, List.of(2, 2), false);
    int k = builder.input(in, range, 0);
    int v = builder.model("v", table, STORED, Interval.signed(8), 0);
    List<Integer> shape = Fetch.shape(List.of(2, 2), table);
    int y =
        builder.computed("y", shape, Interval.signed(8), 0, made -> new Fetch(made, k, v, START));
    NetworkPortSpec out = new NetworkPortSpec("out", ValueType.INTEGER, shape, false);
    builder.output(out, output ? y : builder.exposure("out", y, Interval.signed(8)));
    return builder.build();
  }

  @ParameterizedTest(name = "width {0}, output {1}")
  @CsvSource({"1, false", "1, true", "2, false", "3, true"})
  void oneSolution(int width, boolean output) throws Exception {
    List<Integer> table = width == 1 ? List.of(6) : List.of(6 / width, width);
    ProgramCheck check = new ProgramCheck(program(table, output), List.of(STORED));
    long[] k = {START + 1, START, START + 6 / width - 1, START};
    long[] y = check.accepted(Map.of(0, k)).of(2);
    for (int i = 0; i < y.length; i++) {
      assertThat(y[i]).isEqualTo(STORED[(int) (k[i / width] - START) * width + i % width]);
    }
    check.rejectsMutations(Map.of(0, k));
  }
}
