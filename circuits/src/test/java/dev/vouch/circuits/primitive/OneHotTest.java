package dev.vouch.circuits.primitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.circuits.quantise.InvalidInputException;
import dev.vouch.verifier.circuit.ValueType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Positions as rows of zeros and a one: values by definition, one solution, data faults. */
class OneHotTest {
  private static final int COUNT = 5;

  private static IntegerProgram program(int size, boolean output) {
    ProgramBuilder builder = new ProgramBuilder(false);
    builder.node(new NodeRef("emb", "Gather"));
    Interval range = new Interval(-4, 11);
    NetworkPortSpec in = new NetworkPortSpec("x", ValueType.INTEGER, List.of(size), false);
    int y = builder.oneHot("y", builder.input(in, range, 0), COUNT);
    NetworkPortSpec out =
        new NetworkPortSpec("out", ValueType.INTEGER, List.of(size, COUNT), false);
    builder.output(out, output ? y : builder.exposure("out", y, Interval.unsigned(1)));
    return builder.build();
  }

  @ParameterizedTest(name = "output {0}")
  @ValueSource(booleans = {false, true})
  void oneSolution(boolean output) throws Exception {
    ProgramCheck check = new ProgramCheck(program(3, output), List.of());
    Map<Integer, long[]> inputs = Map.of(0, new long[] {0, COUNT - 1, 2});
    assertThat(check.accepted(inputs).of(1))
        .containsExactly(1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0);
    check.rejectsMutations(inputs);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(longs = {-4, -1, COUNT, 11})
  void whatIsNoPositionIsAFaultOfTheSample(long x) {
    Map<Integer, long[]> inputs = Map.of(0, new long[] {1, x, 2});
    assertThatThrownBy(() -> Execution.run(program(3, false), List.of(), inputs))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("emb (Gather)")
        .hasMessageContaining("0 to 4");
  }
}
