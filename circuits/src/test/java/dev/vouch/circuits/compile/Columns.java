package dev.vouch.circuits.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.program.Execution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Compares networks with the graphs they were compiled from, column by column. */
final class Columns {
  /** Samples that calibrate, and that are compared. */
  static final int SAMPLES = 24;

  private Columns() {}

  static TensorData numbers(int[] shape, double... values) {
    return TensorData.ofDoubles(DataType.FLOAT, shape, values);
  }

  /** Powers of two from 2^-12 to 2^12, one a channel. */
  static double[] scales(int channels, long seed) {
    Random random = new Random(seed);
    double[] scales = new double[channels];
    Arrays.setAll(scales, i -> Math.scalb(0.75, random.nextInt(25) - 12));
    return scales;
  }

  /** Uniform values, those of each column times its scale, around its offset. */
  static Map<String, TensorData> sample(
      Graph graph, long seed, double[] scales, double... offsets) {
    TensorData x = TestGraph.sample(graph, seed, 1).get("x");
    double[] values = x.toDoubles().clone();
    for (int i = 0; i < values.length; i++) {
      int column = i % scales.length;
      values[i] = values[i] * scales[column] + (offsets.length == 0 ? 0 : offsets[column]);
    }
    return Map.of("x", numbers(x.shape(), values));
  }

  static void requireExact(Graph graph, int axis, double[] scales, double... offsets)
      throws Exception {
    List<Map<String, TensorData>> samples = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      samples.add(sample(graph, i, scales, offsets));
    }
    requireExact(graph, axis, samples);
  }

  static void requireExact(Graph graph, int axis, List<Map<String, TensorData>> samples)
      throws Exception {
    CompiledNetwork network =
        Compiler.compile(graph, CompileOptions.defaults(), Calibrator.calibrate(graph, samples));
    Compiled.requireValid(network);
    for (String output : graph.outputs()) {
      int[] shape = graph.info(output).shape();
      int inner = Arrays.stream(shape, axis + 1, shape.length).reduce(1, (a, b) -> a * b);
      double[] errors = new double[shape[axis]];
      double[] squares = new double[shape[axis]];
      for (Map<String, TensorData> sample : samples) {
        double[] expected = new FloatInterpreter(graph).run(sample).get(output).toDoubles();
        Execution execution =
            sample == samples.get(0)
                ? Compiled.requireAccepted(network, sample)
                : network.execute(sample);
        double[] actual = execution.outputs().get(output).dequantised();
        for (int i = 0; i < actual.length; i++) {
          int column = i / inner % shape[axis];
          errors[column] += Math.pow(actual[i] - expected[i], 2);
          squares[column] += Math.pow(expected[i], 2);
        }
      }
      for (int column = 0; column < errors.length; column++) {
        assertThat(Math.sqrt(errors[column] / squares[column]))
            .as("%s column %s", output, column)
            .isLessThanOrEqualTo(1e-3);
      }
    }
  }
}
