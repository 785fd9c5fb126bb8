package dev.vouch.circuits.compile;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FiniteValues;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.FloatInterpreter.Observer;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.OrderedValues;
import dev.vouch.circuits.graph.UndefinedValueException;
import dev.vouch.circuits.importer.rewrite.GraphRewrites;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.circuits.quantise.CalibrationRule;
import dev.vouch.circuits.quantise.InvalidInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/** Runs a graph on samples and records how large each value gets. */
public final class Calibrator {
  private static final int SYNTHETIC_SAMPLES = 16;
  private static final long SYNTHETIC_SEED = 1;
  private static final long SYNTHETIC_INTEGER_BOUND = 2;

  private Calibrator() {}

  /**
   * Calibrates on real samples, and on the steps that follow from them where outputs are states
   * that go in again, which their names tell ({@link States#named}).
   *
   * @param samples each one tensor an input, as the graph takes them
   * @throws InvalidInputException if a sample does not fit the graph, or a value of the network
   *     becomes NaN or infinite on it, or has no result
   */
  public static Calibration calibrate(Graph graph, List<Map<String, TensorData>> samples) {
    return calibrate(graph, samples, CalibrationRule.RANGE, States.named(graph), done -> {});
  }

  /**
   * As {@link #calibrate(Graph, List)}.
   *
   * @param rule which room values get
   * @param states which outputs go in again; where they grow without end, only the samples count
   * @param progress is told before each sample how many are done
   */
  public static Calibration calibrate(
      Graph graph,
      List<Map<String, TensorData>> samples,
      CalibrationRule rule,
      States states,
      IntConsumer progress) {
    return run(graph, samples, rule, states, false, progress);
  }

  /**
   * Calibrates without data: floating inputs uniform in [−1, 1], integer inputs 0 or 1, from a
   * fixed seed. Scales found so are a guess; real inputs may saturate.
   */
  public static Calibration synthetic(Graph graph) {
    return synthetic(graph, States.named(graph));
  }

  /** As {@link #synthetic(Graph)}, with the states that are known. */
  public static Calibration synthetic(Graph graph, States states) {
    return run(graph, syntheticSamples(graph), CalibrationRule.RANGE, states, true, done -> {});
  }

  /** The samples of {@link #synthetic}. */
  public static List<Map<String, TensorData>> syntheticSamples(Graph graph) {
    Random random = new Random(SYNTHETIC_SEED);
    List<Map<String, TensorData>> samples = new ArrayList<>();
    for (int i = 0; i < SYNTHETIC_SAMPLES; i++) {
      Map<String, TensorData> sample = new HashMap<>();
      for (String input : graph.inputs()) {
        sample.put(input, random(graph.info(input), random));
      }
      samples.add(sample);
    }
    return samples;
  }

  private static TensorData random(ValueInfo info, Random random) {
    if (info.type().isFloating()) {
      return TensorData.ofDoubles(
          info.type(), info.shape(), random.doubles(info.size(), -1, 1).toArray());
    }
    long bound = info.type() == DataType.BOOL ? 2 : SYNTHETIC_INTEGER_BOUND;
    return TensorData.ofLongs(
        info.type(), info.shape(), random.longs(info.size(), 0, bound).toArray());
  }

  private static Calibration run(
      Graph graph,
      List<Map<String, TensorData>> samples,
      CalibrationRule rule,
      States states,
      boolean synthetic,
      IntConsumer progress) {
    Observations seen = new Observations();
    observe(graph, samples, value -> true, seen, progress);
    States followed = follow(graph, states, samples, value -> true, seen) ? states : States.NONE;
    Set<String> inputs = Set.copyOf(graph.inputs());
    rule.apply(value -> !inputs.contains(value), seen.magnitudes(), seen.slices());
    UnrolledScales.share(graph, seen.magnitudes());
    Graph measured =
        GraphRewrites.ofMeasured(graph, input -> seen.magnitudes().getOrDefault(input, 0.0));
    if (measured != graph) {
      Set<String> known = Set.copyOf(seen.magnitudes().keySet());
      Predicate<String> other = value -> !known.contains(value);
      observe(measured, samples, other, seen, done -> {});
      follow(measured, followed, samples, other, seen);
      rule.apply(other, seen.magnitudes(), seen.slices());
      UnrolledScales.share(measured, seen.magnitudes());
    }
    return new Calibration(
        seen.magnitudes(),
        seen.least(),
        seen.slices(),
        followed.outputs(),
        samples.size(),
        synthetic);
  }

  private static void observe(
      Graph graph,
      List<Map<String, TensorData>> samples,
      Predicate<String> wanted,
      Observations seen,
      IntConsumer progress) {
    FloatInterpreter interpreter = new FloatInterpreter(graph);
    for (int i = 0; i < samples.size(); i++) {
      progress.accept(i);
      try {
        interpreter.run(samples.get(i), observer(graph, wanted, seen));
      } catch (IllegalArgumentException | UndefinedValueException e) {
        throw new InvalidInputException("calibration sample " + i + ": " + e.getMessage());
      }
    }
  }

  /**
   * Takes in the values that depend on states, over the steps that follow from the samples; the
   * others are those of the samples.
   */
  private static boolean follow(
      Graph graph,
      States states,
      List<Map<String, TensorData>> samples,
      Predicate<String> wanted,
      Observations seen) {
    Set<String> dependent = Dependence.after(graph, states.outputs().keySet());
    Observations steps = new Observations();
    boolean bounded =
        StateSteps.follow(
            graph, states, samples, observer(graph, wanted.and(dependent::contains), steps));
    if (bounded) {
      seen.add(steps);
    }
    return bounded;
  }

  private static Observer observer(Graph graph, Predicate<String> wanted, Observations seen) {
    Set<String> ordered = OrderedValues.of(graph); // their places have no scale to be found
    return (value, data) -> {
      if (wanted.test(value) && !ordered.contains(value)) {
        FiniteValues.require(graph, value, data);
        seen.add(value, data);
      }
    };
  }
}
