package dev.vouch.circuits.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.SharedData;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Visibility;
import dev.vouch.circuits.conformance.IntegerLevel.Result;
import dev.vouch.circuits.conformance.Verdict.Outcome;
import dev.vouch.circuits.trace.CellFailure;
import dev.vouch.circuits.trace.Trace;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * ONNX's own single-operator tests in the float interpreter and as circuits. The proofs are in the
 * prover's tests, which also write the table {@code docs/operators.md}.
 */
class OnnxNodeTest {
  private static final int FLOAT_CASES = 400;
  private static final int CIRCUIT_CASES = 200;

  private static List<NodeTestCase> cases() throws IOException {
    return NodeTestCase.readAll(SharedData.require("onnx-node-tests.tar.gz")).stream()
        .filter(NodeTestCase::isSupportedByTheInterpreter)
        .toList();
  }

  @Test
  void theFloatInterpreterPassesEveryCase() throws IOException {
    Map<String, String> failures = new TreeMap<>();
    List<NodeTestCase> cases = cases();
    for (NodeTestCase test : cases) {
      Verdict verdict = FloatLevel.of(test);
      if (!verdict.passed()) {
        failures.put(test.name(), verdict.reason());
      }
    }
    assertThat(failures).isEmpty();
    assertThat(cases).hasSizeGreaterThan(FLOAT_CASES);
  }

  /** Every case that compiles gives the expected values and a witness of its circuit. */
  @Test
  void everyCompiledCaseIsRight() throws IOException {
    Map<String, String> failures = new TreeMap<>();
    int passed = 0;
    for (NodeTestCase test : cases()) {
      boolean hidden = test.name().hashCode() % 2 == 0;
      CompileOptions options =
          CompileOptions.defaults().withOutput(hidden ? Visibility.PRIVATE : Visibility.PUBLIC);
      Result result = IntegerLevel.of(test, options);
      if (result.verdict().outcome() == Outcome.FAILED) {
        failures.put(test.name(), result.verdict().reason());
      } else if (result.verdict().passed()) {
        passed++;
        List<String> violations = violations(result);
        if (!violations.isEmpty()) {
          failures.put(test.name(), violations.toString());
        }
      }
    }
    assertThat(failures).isEmpty();
    assertThat(passed).isGreaterThan(CIRCUIT_CASES);
  }

  private static List<String> violations(Result result) {
    return new Trace(result.network().program())
        .of(result.execution(), 3).stream().map(CellFailure::text).toList();
  }
}
