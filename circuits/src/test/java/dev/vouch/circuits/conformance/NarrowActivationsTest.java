package dev.vouch.circuits.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiled;
import dev.vouch.circuits.data.TensorData;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator is lowered with narrow activations, too, and its errors stay within the bound. */
class NarrowActivationsTest {
  /** Steps of the rounded input lie on both sides of an integer. */
  private static final Set<String> STEPS =
      Set.of(
          "Cast: toward zero",
          "DynamicQuantizeLinear: of the numbers that calibrated it",
          "QuantizeLinear: of computed numbers");

  static Stream<Arguments> families() {
    return OpsetForms.families().stream()
        .filter(family -> !STEPS.contains(family.toString()))
        .flatMap(family -> Stream.of(8, 12).map(bits -> Arguments.of(family, bits)));
  }

  @ParameterizedTest(name = "{0}, {1} bits")
  @MethodSource("families")
  void areLowered(FormFamily family, int bits) throws Exception {
    FormFamily.Form newest = family.forms().get(family.forms().size() - 1);
    List<TensorData> expected = family.interpreted(newest);
    IntegerLevel.Result result =
        IntegerLevel.of(
            newest.model().graph(),
            family.input(),
            expected,
            CompileOptions.defaults().withBits(bits));
    assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
    Compiled.requireAccepted(result.network(), family.input());
  }
}
