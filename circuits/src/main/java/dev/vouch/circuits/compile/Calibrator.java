package dev.vouch.circuits.compile;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FiniteValues;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UndefinedValueException;
import dev.vouch.circuits.importer.rewrite.GraphRewrites;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.circuits.quantise.CalibrationRule;
import dev.vouch.circuits.quantise.InvalidInputException;
import dev.vouch.circuits.quantise.SliceAxis;
import dev.vouch.circuits.quantise.SliceExtents;
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
   * Calibrates on real samples.
   *
   * @param samples each one tensor an input, as the graph takes them
   * @throws InvalidInputException if a sample does not fit the graph, or a value of the network
   *     becomes NaN or infinite on it, or has no result
   */
  public static Calibration calibrate(Graph graph, List<Map<String, TensorData>> samples) {
    return calibrate(graph, samples, CalibrationRule.RANGE, done -> {});
  }

  /**
   * As {@link #calibrate(Graph, List)}.
   *
   * @param rule which room values get
   * @param progress is told before each sample how many are done
   */
  public static Calibration calibrate(
      Graph graph,
      List<Map<String, TensorData>> samples,
      CalibrationRule rule,
      IntConsumer progress) {
    return run(graph, samples, rule, false, progress);
  }

  /**
   * Calibrates without data: floating inputs uniform in [−1, 1], integer inputs 0 or 1, from a
   * fixed seed. Scales found so are a guess; real inputs may saturate.
   */
  public static Calibration synthetic(Graph graph) {
    return run(graph, syntheticSamples(graph), CalibrationRule.RANGE, true, done -> {});
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
      boolean synthetic,
      IntConsumer progress) {
    Map<String, Double> magnitudes = new HashMap<>();
    Map<String, Double> least = new HashMap<>();
    Map<SliceAxis, SliceExtents> slices = new HashMap<>();
    observe(graph, samples, value -> true, magnitudes, least, slices, progress);
    Set<String> inputs = Set.copyOf(graph.inputs());
    rule.apply(value -> !inputs.contains(value), magnitudes, slices);
    UnrolledScales.share(graph, magnitudes);
    Graph measured = GraphRewrites.ofMeasured(graph, input -> magnitudes.getOrDefault(input, 0.0));
    if (measured != graph) {
      Set<String> known = Set.copyOf(magnitudes.keySet());
      Predicate<String> other = value -> !known.contains(value);
      observe(measured, samples, other, magnitudes, least, slices, done -> {});
      rule.apply(other, magnitudes, slices);
      UnrolledScales.share(measured, magnitudes);
    }
    return new Calibration(magnitudes, least, slices, samples.size(), synthetic);
  }

  private static void observe(
      Graph graph,
      List<Map<String, TensorData>> samples,
      Predicate<String> wanted,
      Map<String, Double> magnitudes,
      Map<String, Double> least,
      Map<SliceAxis, SliceExtents> slices,
      IntConsumer progress) {
    FloatInterpreter interpreter = new FloatInterpreter(graph);
    for (int i = 0; i < samples.size(); i++) {
      progress.accept(i);
      try {
        interpreter.run(
            samples.get(i),
            (value, data) -> {
              if (wanted.test(value)) {
                magnitudes.merge(value, magnitude(graph, value, data), Math::max);
                least.merge(value, least(data), Math::min);
                observeSlices(slices, value, data);
              }
            });
      } catch (IllegalArgumentException | UndefinedValueException e) {
        throw new InvalidInputException("calibration sample " + i + ": " + e.getMessage());
      }
    }
  }

  private static void observeSlices(
      Map<SliceAxis, SliceExtents> slices, String value, TensorData data) {
    if (!data.isFloating()) {
      return;
    }
    for (int axis : SliceAxis.candidates(data.shape())) {
      int length = data.shape()[axis];
      int inner = Shape.size(data.shape(), axis + 1, data.rank());
      SliceExtents sample = SliceExtents.none(length);
      for (int from = 0; from < data.size(); from += inner) {
        int slice = from / inner % length;
        for (int cell = from; cell < from + inner; cell++) {
          sample.add(slice, data.doubles()[cell]);
        }
      }
      slices
          .computeIfAbsent(new SliceAxis(value, axis), missing -> SliceExtents.none(length))
          .add(sample);
    }
  }

  /** The least |x| other than 0; +∞ if there is none. */
  private static double least(TensorData data) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; data.isFloating() && i < data.size(); i++) {
      double magnitude = Math.abs(data.doubles()[i]);
      if (magnitude > 0 && magnitude < least) {
        least = magnitude;
      }
    }
    return least;
  }

  private static double magnitude(Graph graph, String value, TensorData data) {
    FiniteValues.require(graph, value, data);
    double most = 0;
    for (int i = 0; i < data.size(); i++) {
      most = Math.max(most, Math.abs(data.doubleAt(i)));
    }
    return most;
  }
}
