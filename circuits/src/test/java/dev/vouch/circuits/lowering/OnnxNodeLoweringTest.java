package dev.vouch.circuits.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.SharedData;
import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.compile.Visibility;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.onnx.NodeTestCase;
import dev.vouch.circuits.operator.Operators;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.quantise.InvalidInputException;
import dev.vouch.circuits.trace.CellFailure;
import dev.vouch.circuits.trace.Trace;
import dev.vouch.verifier.circuit.CircuitValidator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * ONNX's own single-operator tests as circuits: each case is compiled, its circuit validated, the
 * integer result compared with the expected one, and the witness checked against every assertion.
 * Cases whose operator has no lowering are listed in {@code target/onnx-node-lowering.txt}, with
 * the reason.
 */
class OnnxNodeLoweringTest {
  /** In units of the largest expected value: 16-bit activations and weights of at least 13 bits. */
  private static final double TOLERANCE = 2e-3;

  private static final int PASSING_AT_LEAST = 200;

  private enum Outcome {
    PASSED,
    UNSUPPORTED,
    FAILED
  }

  private record Result(Outcome outcome, String reason) {}

  @Test
  void everyLoweredCaseIsRight() throws Exception {
    Path archive = SharedData.require("onnx-node-tests.tar.gz");
    Set<String> supported = new HashSet<>(Operators.supported().names());
    List<String> lines = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    Map<String, int[]> counts = new TreeMap<>();
    for (NodeTestCase test : NodeTestCase.readAll(archive)) {
      if (supported.containsAll(test.operators()) && test.hasSupportedElementTypes()) {
        Result result = result(test);
        String operators = String.join("+", test.operators());
        counts.computeIfAbsent(operators, key -> new int[3])[result.outcome().ordinal()]++;
        lines.add(
            operators + "\t" + test.name() + "\t" + result.outcome() + "\t" + result.reason());
        if (result.outcome() == Outcome.FAILED) {
          failures.add(test.name() + ": " + result.reason());
        }
      }
    }
    StringBuilder table = new StringBuilder();
    counts.forEach(
        (operators, count) ->
            table
                .append("  ")
                .append(operators)
                .append(' ')
                .append(count[0])
                .append('/')
                .append(Arrays.stream(count).sum()));
    System.out.println("ONNX node tests as circuits (passing/all):" + table);
    Files.createDirectories(Path.of("target"));
    Files.write(Path.of("target", "onnx-node-lowering.txt"), lines.stream().sorted().toList());
    assertThat(failures).isEmpty();
    assertThat(counts.values().stream().mapToInt(count -> count[0]).sum())
        .isGreaterThan(PASSING_AT_LEAST);
  }

  /**
   * A case with all inputs computed, or where that is not supported with all but the first
   * constant.
   */
  private static Result result(NodeTestCase test) {
    try {
      Result computed = result(test, test.graph());
      if (computed.outcome() != Outcome.UNSUPPORTED || test.inputs().size() < 2) {
        return computed;
      }
      Result constant = result(test, test.graphOfFirstInput());
      return constant.outcome() == Outcome.UNSUPPORTED ? computed : constant;
    } catch (UnsupportedModelException e) {
      return new Result(Outcome.UNSUPPORTED, e.getMessage());
    } catch (Exception e) {
      return new Result(Outcome.FAILED, stack(e));
    }
  }

  private static Result result(NodeTestCase test, Graph graph) throws Exception {
    Map<String, TensorData> inputs = test.inputValues(graph);
    CompiledNetwork network;
    try {
      if (graph.inputs().isEmpty()) {
        return new Result(Outcome.UNSUPPORTED, "all inputs must be constant");
      }
      boolean hidden = test.name().hashCode() % 2 == 0;
      CompileOptions options =
          CompileOptions.defaults().withOutput(hidden ? Visibility.PRIVATE : Visibility.PUBLIC);
      network = Compiler.compile(graph, options, Calibrator.calibrate(graph, List.of(inputs)));
    } catch (InvalidInputException e) {
      return new Result(Outcome.UNSUPPORTED, e.getMessage());
    } catch (UnsupportedModelException e) {
      return new Result(
          Outcome.UNSUPPORTED, e.getMessage().replaceFirst("; supported operators.*", ""));
    }
    CircuitValidator.validate(network.circuit());
    Execution execution = network.execute(inputs);
    List<TensorData> expected = test.expected();
    for (int i = 0; i < expected.size(); i++) {
      String difference =
          difference(execution.outputs().get(graph.outputs().get(i)), expected.get(i));
      if (!difference.isEmpty()) {
        return new Result(Outcome.FAILED, difference);
      }
    }
    List<String> violations =
        new Trace(network.program()).of(execution, 3).stream().map(CellFailure::text).toList();
    return violations.isEmpty()
        ? new Result(Outcome.PASSED, "")
        : new Result(Outcome.FAILED, violations.toString());
  }

  private static String stack(Exception e) {
    return e + " at " + Arrays.stream(e.getStackTrace()).limit(6).toList();
  }

  private static String difference(Execution.PortValue actual, TensorData expected) {
    double[] y = actual.dequantised();
    if (!actual.port().shape().equals(Arrays.stream(expected.shape()).boxed().toList())) {
      return "shape " + actual.port().shape() + " instead of " + expected;
    }
    double largest = 0;
    for (int i = 0; i < y.length; i++) {
      largest = Math.max(largest, Math.abs(expected.doubleAt(i)));
    }
    for (int i = 0; i < y.length; i++) {
      double wanted = expected.doubleAt(i);
      double tolerance = expected.isFloating() ? TOLERANCE * largest + 1e-6 : 0;
      if (Double.isNaN(wanted) || Math.abs(y[i] - wanted) > tolerance) {
        return "cell " + i + " is " + y[i] + " instead of " + wanted + " (largest " + largest + ")";
      }
    }
    return "";
  }
}
