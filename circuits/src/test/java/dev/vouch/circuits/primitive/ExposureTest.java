package dev.vouch.circuits.primitive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.circuit.ValueType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs that stand for a tensor that is not committed, a product here: one solution only. */
class ExposureTest {
  @ParameterizedTest(name = "hidden {0}")
  @ValueSource(booleans = {false, true})
  void oneSolution(boolean hidden) throws Exception {
    ProgramBuilder builder = new ProgramBuilder(false);
    List<Integer> shape = List.of(6);
    Interval range = Interval.signed(8);
    int a = builder.input(new NetworkPortSpec("a", ValueType.INTEGER, shape, true), range, 0);
    int b = builder.input(new NetworkPortSpec("b", ValueType.INTEGER, shape, true), range, 0);
    List<IndexEntry> all = List.of(IndexEntry.axis(0));
    Summand product =
        new Summand(1, shape, all, List.of(new Term.Operand(a, all), new Term.Operand(b, all)));
    int y = builder.contraction("y", shape, List.of(product), 0);
    int shown = builder.exposure("out", y, builder.tensor(y).range());
    builder.output(new NetworkPortSpec("out", ValueType.INTEGER, shape, hidden), shown);
    Map<Integer, long[]> inputs =
        Map.of(a, new long[] {-128, -128, 127, 0, 1, -1}, b, new long[] {-128, 127, 127, 5, -7, 1});
    ProgramCheck check = new ProgramCheck(builder.build(), List.of());
    assertThat(check.accepted(inputs).of(shown)).containsExactly(16384, -16256, 16129, 0, -7, -1);
    check.rejectsMutations(inputs);
  }
}
