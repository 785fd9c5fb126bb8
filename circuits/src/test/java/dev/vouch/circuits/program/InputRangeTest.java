package dev.vouch.circuits.program;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.primitive.ProgramCheck;
import dev.vouch.verifier.circuit.ValueType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Range proofs of hidden inputs: accepted by the validator, satisfied, one solution only. */
class InputRangeTest {
  static Stream<Arguments> cases() {
    return Stream.of(
        Arguments.of(Interval.signed(16), 8),
        Arguments.of(Interval.signed(16), 6),
        Arguments.of(Interval.signed(16), 16),
        Arguments.of(Interval.signed(16), 5),
        Arguments.of(Interval.unsigned(16), 7),
        Arguments.of(Interval.unsigned(1), 8),
        Arguments.of(new Interval(-3, 8), 4));
  }

  @ParameterizedTest(name = "{0} in limbs of {1} bits")
  @MethodSource("cases")
  void oneSolution(Interval range, int limbBits) throws Exception {
    ProgramBuilder builder = new ProgramBuilder(false);
    List<Integer> shape = List.of(5);
    int x = builder.input(new NetworkPortSpec("x", ValueType.INTEGER, shape, true), range, 0);
    builder.output(
        new NetworkPortSpec("y", ValueType.INTEGER, shape, true), builder.exposure("y", x, range));
    IntegerProgram program =
        builder.build().withLayout(new LimbPlan(limbBits, 8, false, List.of(0)));
    long middle = (range.lo() + range.hi()) / 2;
    long[] values = {range.lo(), range.hi(), range.clamp(0), range.clamp(-1), middle};
    new ProgramCheck(program, List.of()).rejectsMutations(Map.of(0, values));
  }
}
