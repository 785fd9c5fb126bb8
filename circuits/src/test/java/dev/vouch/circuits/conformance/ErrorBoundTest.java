package dev.vouch.circuits.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.report.ErrorBound;
import dev.vouch.verifier.circuit.ValueType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Predicted errors say something: they are small beside the values, choices at ties taken to be
 * right.
 */
class ErrorBoundTest {
  private static final double SMALL = 5e-3;

  static List<FormFamily> families() {
    return OpsetForms.families();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("families")
  void isSmall(FormFamily family) throws Exception {
    FormFamily.Form newest = family.forms().get(family.forms().size() - 1);
    List<TensorData> expected = family.interpreted(newest);
    IntegerLevel.Result result =
        IntegerLevel.of(
            newest.model().graph(), family.input(), expected, CompileOptions.defaults());
    for (Execution.PortValue output : result.execution().outputs().values()) {
      if (output.port().type() == ValueType.REAL) {
        double[] bound =
            ErrorBound.of(result.compilation(), result.inputs(), result.execution())
                .decided()
                .of(output.port());
        double largest = Arrays.stream(output.dequantised()).map(Math::abs).max().orElseThrow();
        assertThat(Arrays.stream(bound).max().orElseThrow()).isLessThan(SMALL * largest);
      }
    }
  }
}
