package dev.vouch.circuits.compile;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FiniteValues;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.FloatInterpreter.Observer;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UndefinedValueException;
import dev.vouch.circuits.operator.Magnitudes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntUnaryOperator;

/**
 * Runs a network step by step from samples on, its states going in again. Samples of single steps
 * show little of how large states get, as those of an LSTM add up over many steps.
 */
final class StateSteps {
  /** Samples from which steps are run. */
  private static final int FIRST_SAMPLES = 4;

  /**
   * States reach in all steps at most so many times what they reach in the first half: sums over
   * steps do, powers do not.
   */
  private static final double MOST_GROWTH = 4;

  private final Graph graph;
  private final FloatInterpreter interpreter;
  private final Map<String, String> states;
  private final List<Map<String, TensorData>> samples;

  private StateSteps(Graph graph, States states, List<Map<String, TensorData>> samples) {
    this.graph = graph;
    this.interpreter = new FloatInterpreter(graph);
    this.states = states.outputs();
    this.samples = samples;
  }

  /**
   * Shows an observer the values of the steps after the first, with one sample's other inputs again
   * and again, and with those of all samples in turn.
   *
   * @return false where states grow without end, or lead to values without a result: then what was
   *     shown says nothing
   */
  static boolean follow(
      Graph graph, States states, List<Map<String, TensorData>> samples, Observer observer) {
    if (states.areNone()) {
      return true;
    }
    StateSteps steps = new StateSteps(graph, states, samples);
    try {
      for (int first = 0; first < Math.min(FIRST_SAMPLES, samples.size()); first++) {
        int held = first;
        if (!steps.follow(step -> held, observer)
            || !steps.follow(step -> (held + step) % samples.size(), observer)) {
          return false;
        }
      }
      return true;
    } catch (UndefinedValueException e) {
      return false;
    }
  }

  private boolean follow(IntUnaryOperator sampleOfStep, Observer observer) {
    Map<String, Double> early = new HashMap<>();
    Map<String, TensorData> outputs = interpreter.run(samples.get(sampleOfStep.applyAsInt(0)));
    for (int step = 1; step <= States.STEPS; step++) {
      Map<String, TensorData> inputs = new HashMap<>(samples.get(sampleOfStep.applyAsInt(step)));
      for (Map.Entry<String, String> state : states.entrySet()) {
        TensorData value = Objects.requireNonNull(outputs.get(state.getValue()));
        FiniteValues.require(graph, state.getValue(), value);
        double most = Magnitudes.of(value.toDoubles());
        if (step <= States.STEPS / 2) {
          early.merge(state.getKey(), most, Math::max);
        } else if (most > MOST_GROWTH * early.getOrDefault(state.getKey(), 0.0)) {
          return false;
        }
        inputs.put(state.getKey(), value);
      }
      outputs = interpreter.run(inputs, observer);
    }
    return true;
  }
}
