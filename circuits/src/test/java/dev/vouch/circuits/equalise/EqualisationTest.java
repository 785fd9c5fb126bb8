package dev.vouch.circuits.equalise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.Compilation;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.compile.ScaleGranularity;
import dev.vouch.circuits.compile.TestGraph;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.measure.Measurements;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.quantise.Calibration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EqualisationTest {
  private static final int SAMPLES = 32;
  private static final double[] SIZES = EqualisationCase.SIZES;

  private static Stream<UnlikeSlices> all() {
    return Stream.concat(
        Stream.of(EqualisationCase.values()), Stream.of(ComputedSlicesCase.values()));
  }

  private static List<Map<String, TensorData>> samples(Graph graph, boolean sized) {
    Random random = new Random(11);
    List<Map<String, TensorData>> samples = new ArrayList<>();
    int[] shape = graph.info("x").shape();
    int inner = graph.info("x").size() / shape[0] / shape[1];
    for (int i = 0; i < SAMPLES; i++) {
      double[] values = random.doubles(graph.info("x").size(), -1, 1).toArray();
      for (int cell = 0; sized && cell < values.length; cell++) {
        values[cell] *= SIZES[cell / inner % shape[1]];
      }
      samples.add(Map.of("x", TensorData.ofDoubles(DataType.FLOAT, shape, values)));
    }
    return samples;
  }

  private static Map<String, double[]> run(Graph graph, Map<String, TensorData> sample) {
    Map<String, double[]> values = new HashMap<>();
    new FloatInterpreter(graph)
        .run(sample, (value, data) -> values.put(value, data.toDoubles().clone()));
    return values;
  }

  /** Powers of two are exact: each value is the same number, once its factors are undone. */
  @ParameterizedTest
  @MethodSource("all")
  void theNetworkStaysTheSame(UnlikeSlices which) {
    Graph graph = which.graph();
    List<Map<String, TensorData>> samples = samples(graph, which.sized());
    Equalised equalised =
        Equalisation.of(graph, Calibrator.calibrate(graph, samples), Measurements.EXACT);
    assertThat(equalised.factors()).isNotEmpty();
    assertSame(graph, equalised, samples);
  }

  private static void assertSame(
      Graph graph, Equalised equalised, List<Map<String, TensorData>> samples) {
    for (Map<String, TensorData> sample : samples) {
      double[] x = sample.get("x").doubles().clone();
      SliceExponents ofInput = equalised.factors().get("x");
      if (ofInput != null) {
        for (int cell = 0; cell < x.length; cell++) {
          x[cell] = Math.scalb(x[cell], ofInput.of(cell, graph.info("x").shape()));
        }
      }
      TensorData scaled = TensorData.ofDoubles(DataType.FLOAT, graph.info("x").shape(), x);
      Map<String, double[]> actual = run(equalised.graph(), Map.of("x", scaled));
      run(graph, sample)
          .forEach(
              (value, expected) -> {
                double[] values = actual.get(value);
                SliceExponents factors = equalised.factors().get(value);
                if (factors != null) {
                  factors.undo(values, graph.info(value).shape());
                }
                if (!graph.inputs().contains(value)) {
                  assertThat(values).as(value).containsExactly(expected);
                }
              });
    }
  }

  /** The largest relative error of a column or channel of an output. */
  private static double worstColumn(
      Graph graph, List<Map<String, TensorData>> samples, ScaleGranularity scales)
      throws Exception {
    Compilation compilation =
        Compiler.compilation(
            graph,
            CompileOptions.defaults().withScales(scales),
            Calibrator.calibrate(graph, samples));
    double worst = 0;
    for (String output : graph.outputs()) {
      int[] shape = graph.info(output).shape();
      int axis = shape.length == 3 ? 2 : 1;
      double[] errors = new double[shape[axis]];
      double[] squares = new double[shape[axis]];
      int inner = 1;
      for (int i = axis + 1; i < shape.length; i++) {
        inner *= shape[i];
      }
      for (Map<String, TensorData> sample : samples) {
        double[] expected = new FloatInterpreter(graph).run(sample).get(output).toDoubles();
        double[] actual = compilation.network().execute(sample).outputs().get(output).dequantised();
        for (int cell = 0; cell < expected.length; cell++) {
          int column = cell / inner % shape[axis];
          errors[column] += Math.pow(actual[cell] - expected[cell], 2);
          squares[column] += Math.pow(expected[cell], 2);
        }
      }
      for (int column = 0; column < errors.length; column++) {
        worst = Math.max(worst, Math.sqrt(errors[column] / squares[column]));
      }
    }
    return worst;
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyColumnKeepsItsDigits(UnlikeSlices which) throws Exception {
    Graph graph = which.graph();
    List<Map<String, TensorData>> samples = samples(graph, which.sized());
    assertThat(worstColumn(graph, samples, ScaleGranularity.SLICE)).isLessThan(1e-3);
    assertThat(worstColumn(graph, samples, ScaleGranularity.TENSOR)).isGreaterThan(5e-3);
  }

  private static Equalised ofColumns(TestGraph graph, String output, double... magnitudes) {
    Graph built = graph.outputs(output);
    List<Map<String, TensorData>> samples = new ArrayList<>();
    Random random = new Random(5);
    for (int i = 0; i < SAMPLES; i++) {
      double[] values = magnitudes.clone();
      for (int column = 0; column < values.length; column++) {
        values[column] *= 0.5 + random.nextDouble() / 2;
      }
      samples.add(
          Map.of("x", TensorData.ofDoubles(DataType.FLOAT, new int[] {1, values.length}, values)));
    }
    return Equalisation.of(built, Calibrator.calibrate(built, samples), Measurements.EXACT);
  }

  @Test
  void aTableReadsAnInputWithoutItsFactors() {
    Equalised equalised =
        ofColumns(new TestGraph(1).input("x", 1, 2).node("Tanh", "y", "x"), "y", 1000, 1);
    assertThat(equalised.factors().keySet()).containsExactly("x");
    assertThat(equalised.graph().nodes().stream().map(Node::type))
        .containsExactly("SliceScaling", "Tanh");
  }

  @Test
  void nothingIsScaledWhereColumnsAreAlike() {
    TestGraph graph = new TestGraph(1).input("x", 1, 2).weights("w", 1, 2, 2);
    assertThat(ofColumns(graph.node("MatMul", "y", "x", "w"), "y", 3, 1).factors()).isEmpty();
  }

  /** A computed operand that is repeated along the columns cannot be scaled column by column. */
  @Test
  void aRepeatedOperandHasNoFactors() {
    TestGraph graph =
        new TestGraph(1)
            .input("x", 1, 2)
            .weights("one", 1, 2, 1)
            .node("MatMul", "s", "x", "one")
            .node("Add", "y", "x", "s");
    SliceExponents ofSum = ofColumns(graph, "y", 1000, 1).factors().get("y");
    assertThat(ofSum).isNull();
  }

  /** A pixel that was lit once may be brighter next time. */
  @Test
  void whatWasSeldomSeenIsScaledWithCare() {
    Graph graph =
        new TestGraph(1)
            .input("x", 1, 2)
            .weights("w", 1, 2, 2)
            .node("MatMul", "y", "x", "w")
            .outputs("y");
    List<Map<String, TensorData>> samples = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      samples.add(
          Map.of(
              "x",
              TensorData.ofDoubles(DataType.FLOAT, new int[] {1, 2}, 1, i == 3 ? 1 / 200.0 : 0)));
    }
    Calibration calibration = Calibrator.calibrate(graph, samples);
    assertThat(Equalisation.of(graph, calibration, Measurements.EXACT).factors())
        .doesNotContainKey("x");
  }

  /** A number that stands beside the channels is as large as it was. */
  @Test
  void whatIsPaddedWithIsNotScaled() {
    Graph graph =
        new TestGraph(1)
            .input("x", 1, 6, 4)
            .constant("pads", TensorData.ofLongs(DataType.INT64, new int[] {6}, 0, 0, 1, 0, 0, 1))
            .constant("fill", TensorData.ofScalar(1.5))
            .node("Pad", "p", "x", "pads", "fill")
            .node("Relu", "y", "p")
            .outputs("y");
    List<Map<String, TensorData>> samples = samples(graph, true);
    assertSame(
        graph,
        Equalisation.of(graph, Calibrator.calibrate(graph, samples), Measurements.EXACT),
        samples);
  }

  /** Rows and columns of unlike size are added to each other: neither can be scaled alone. */
  @Test
  void aValueHasFactorsAlongOneAxis() {
    Graph graph =
        new TestGraph(1)
            .input("x", 1, 4, 4)
            .node("Relu", "r", "x")
            .node(
                "Transpose", Map.of("perm", new Attribute.Integers(new long[] {0, 2, 1})), "t", "x")
            .node("Add", "y", "r", "t")
            .node("Neg", "n", "x")
            .outputs("y", "n");
    List<Map<String, TensorData>> samples = samples(graph, true);
    for (Map<String, TensorData> sample : samples) {
      double[] values = sample.get("x").doubles();
      for (int cell = 0; cell < values.length; cell++) {
        values[cell] *= SIZES[cell % 4];
      }
    }
    assertSame(
        graph,
        Equalisation.of(graph, Calibrator.calibrate(graph, samples), Measurements.EXACT),
        samples);
  }
}
