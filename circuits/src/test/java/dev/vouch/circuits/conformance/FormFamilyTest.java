package dev.vouch.circuits.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.catalogue.Operators;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiled;
import dev.vouch.circuits.data.TensorData;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form of an operator means the same, and is lowered to a circuit that does. */
class FormFamilyTest {
  static List<FormFamily> families() {
    return OpsetForms.families();
  }

  /** Only operators with forms are tested where ONNX's node tests are not at hand. */
  @Test
  void everyOperatorHasForms() {
    assertThat(families())
        .extracting(FormFamily::operator)
        .containsAll(Operators.supported().names());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("families")
  void allFormsAgreeAndAreLowered(FormFamily family) throws Exception {
    List<FormFamily.Form> forms = family.forms();
    List<TensorData> expected = family.interpreted(forms.get(forms.size() - 1));
    for (FormFamily.Form form : forms) {
      String opset = "opset " + form.opset();
      assertThat(FloatLevel.compare(family.interpreted(form), expected))
          .as(opset)
          .isEqualTo(Verdict.PASSED);
      IntegerLevel.Result result =
          IntegerLevel.of(
              form.model().graph(), family.input(), expected, CompileOptions.defaults());
      assertThat(result.verdict()).as(opset).isEqualTo(Verdict.PASSED);
      Compiled.requireValid(result.network());
      Compiled.requireAccepted(result.network(), family.input());
    }
  }
}
