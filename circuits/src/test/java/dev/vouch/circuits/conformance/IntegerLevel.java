package dev.vouch.circuits.conformance;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.Compilation;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.compile.SupportCheck;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.quantise.InvalidInputException;
import dev.vouch.circuits.report.BoundMeter;
import dev.vouch.circuits.report.ErrorBound;
import dev.vouch.verifier.validator.CircuitValidator;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Level 2: the integer program against the expected outputs. Every value must be within its
 * predicted bound, which of integers is 0 but at ties.
 */
public final class IntegerLevel {
  private IntegerLevel() {}

  /**
   * A case at this level.
   *
   * @param compilation null unless it compiles
   * @param inputs values of the inputs that are not constant
   * @param execution null unless it compiles
   * @param exactness of its outputs, if it passes
   */
  public record Result(
      Verdict verdict,
      Compilation compilation,
      Map<String, TensorData> inputs,
      Execution execution,
      Exactness exactness) {
    /** The network, if it compiles. */
    public CompiledNetwork network() {
      return compilation == null ? null : compilation.network();
    }
  }

  /**
   * A case with all inputs computed, or where that is not supported with all but the first
   * constant.
   */
  public static Result of(NodeTestCase test, CompileOptions options) {
    try {
      Graph graph = test.graph();
      Result computed = of(graph, test.inputValues(graph), test.expected(), options);
      if (computed.verdict().outcome() != Verdict.Outcome.UNSUPPORTED || test.inputs().size() < 2) {
        return computed;
      }
      Graph ofFirst = test.graphOfFirstInput();
      Result constant = of(ofFirst, test.inputValues(ofFirst), test.expected(), options);
      return constant.verdict().outcome() == Verdict.Outcome.UNSUPPORTED ? computed : constant;
    } catch (UnsupportedModelException e) {
      return stopped(unsupported(e));
    } catch (Exception e) {
      return stopped(Verdict.failed(e));
    }
  }

  /** Compiles a graph, calibrated on its input, validates its circuit, and compares a run. */
  public static Result of(
      Graph graph,
      Map<String, TensorData> inputs,
      List<TensorData> expected,
      CompileOptions options) {
    try {
      Compilation compilation =
          Compiler.compilation(graph, options, Calibrator.calibrate(graph, List.of(inputs)));
      CompiledNetwork network = compilation.network();
      requireSupported(graph);
      CircuitValidator.validate(network.circuit());
      Execution execution = network.execute(inputs);
      ErrorBound bound = ErrorBound.of(compilation, inputs, execution);
      Verdict verdict = compare(bound, execution, expected);
      Exactness exactness =
          verdict.passed() ? Exactness.of(bound, execution, expected) : Exactness.NONE;
      return new Result(verdict, compilation, inputs, execution, exactness);
    } catch (InvalidInputException e) {
      return stopped(Verdict.unsupported(e.getMessage()));
    } catch (UnsupportedModelException e) {
      return stopped(unsupported(e));
    } catch (Exception e) {
      return stopped(Verdict.failed(e));
    }
  }

  /** What compiles with data is not refused without. */
  private static void requireSupported(Graph graph) {
    try {
      SupportCheck.require(graph);
    } catch (UnsupportedModelException e) {
      throw new IllegalStateException("refused without data", e);
    }
  }

  private static Verdict unsupported(UnsupportedModelException e) {
    return Verdict.unsupported(
        String.join("; ", e.problems().stream().map(Object::toString).toList()));
  }

  private static Result stopped(Verdict verdict) {
    return new Result(verdict, null, Map.of(), null, Exactness.NONE);
  }

  private static Verdict compare(ErrorBound bound, Execution execution, List<TensorData> expected) {
    List<Execution.PortValue> outputs = List.copyOf(execution.outputs().values());
    for (int i = 0; i < expected.size(); i++) {
      Execution.PortValue actual = outputs.get(i);
      TensorData wanted = expected.get(i);
      if (!actual.port().shape().equals(Arrays.stream(wanted.shape()).boxed().toList())) {
        return Verdict.failed("shape " + actual.port().shape() + " instead of " + wanted);
      }
      double[] y = actual.dequantised();
      double[] tolerance = tolerance(bound, actual.port(), wanted);
      Verdict cells =
          Verdict.ofCells(
              i, y, wanted, cell -> Math.abs(y[cell] - wanted.doubleAt(cell)) <= tolerance[cell]);
      if (!cells.passed()) {
        return cells;
      }
    }
    return Verdict.PASSED;
  }

  private static double[] tolerance(ErrorBound bound, NetworkPort output, TensorData wanted) {
    double[] tolerance = bound.of(output);
    if (!wanted.isFloating()) {
      return tolerance;
    }
    double largest = Arrays.stream(wanted.toDoubles()).map(Math::abs).max().orElse(0);
    double rounding = BoundMeter.precision(wanted.type()) * largest;
    Arrays.setAll(tolerance, cell -> tolerance[cell] + rounding);
    return tolerance;
  }
}
