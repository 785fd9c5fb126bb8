package dev.vouch.circuits.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.program.Execution.PortValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** A network run step by step, its states going in again, beside its graph in floating point. */
final class StepByStep {
  private static final double WITHIN = 2e-2;

  private final Graph graph;
  private final States states;
  private final List<Map<String, TensorData>> samples;
  private final CompiledNetwork network;
  private final FloatInterpreter interpreter;

  /** Calibrates on the samples and compiles. */
  StepByStep(Graph graph, States states, List<Map<String, TensorData>> samples) throws Exception {
    this.graph = graph;
    this.states = states;
    this.samples = samples;
    this.network =
        Compiler.compile(graph, CompileOptions.defaults(), Calibrator.calibrate(graph, samples));
    this.interpreter = new FloatInterpreter(graph);
  }

  CompiledNetwork network() {
    return network;
  }

  /** With the inputs of all samples in turn, from the states of one of them on. */
  void requireNearInTurn(int first, int steps) {
    requireNear(samples.get(first), step -> (first + step) % samples.size(), steps);
  }

  /** With the inputs of one sample again and again, from states of 0 on. */
  void requireNearHeld(int sample, int steps) {
    Map<String, TensorData> start = new HashMap<>(samples.get(sample));
    for (String input : states.outputs().keySet()) {
      int[] shape = graph.info(input).shape();
      start.put(
          input,
          TensorData.ofDoubles(
              graph.info(input).type(), shape, new double[graph.info(input).size()]));
    }
    requireNear(start, step -> sample, steps);
  }

  /** Errors are beside the values of an output as a whole, and largest ones beside its largest. */
  private void requireNear(
      Map<String, TensorData> start, IntUnaryOperator sampleOfStep, int steps) {
    Map<String, TensorData> proven = start;
    Map<String, TensorData> exact = start;
    Map<String, OutputErrors> errors = new HashMap<>();
    for (int step = 0; step < steps; step++) {
      Map<String, PortValue> actual = network.execute(proven).outputs();
      Map<String, TensorData> wanted = interpreter.run(exact);
      assertThat(actual.keySet()).isEqualTo(wanted.keySet());
      wanted.forEach(
          (output, value) ->
              errors
                  .computeIfAbsent(output, missing -> new OutputErrors())
                  .add(actual.get(output).dequantised(), value.toDoubles()));
      proven = new HashMap<>(samples.get(sampleOfStep.applyAsInt(step + 1)));
      exact = new HashMap<>(proven);
      for (Map.Entry<String, String> state : states.outputs().entrySet()) {
        TensorData next = wanted.get(state.getValue());
        exact.put(state.getKey(), next);
        proven.put(
            state.getKey(),
            TensorData.ofDoubles(
                next.type(), next.shape(), actual.get(state.getValue()).dequantised()));
      }
    }
    errors.forEach(
        (output, seen) -> {
          assertThat(seen.relRms()).as("relative RMS of %s", output).isLessThan(WITHIN);
          assertThat(seen.mostOfRange()).as("largest of %s", output).isLessThan(WITHIN);
        });
  }

  private static final class OutputErrors {
    private double errors;
    private double values;
    private double mostError;
    private double most;

    void add(double[] actual, double[] wanted) {
      for (int i = 0; i < wanted.length; i++) {
        double error = actual[i] - wanted[i];
        errors += error * error;
        values += wanted[i] * wanted[i];
        mostError = Math.max(mostError, Math.abs(error));
        most = Math.max(most, Math.abs(wanted[i]));
      }
    }

    double relRms() {
      return Math.sqrt(errors / values);
    }

    double mostOfRange() {
      return mostError / most;
    }
  }
}
