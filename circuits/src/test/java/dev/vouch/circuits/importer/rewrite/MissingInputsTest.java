package dev.vouch.circuits.importer.rewrite;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiled;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.OrderedValues;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.program.UndefinedResultException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values may be missing where an imputer is all that computes with an input. */
class MissingInputsTest {
  private static final double[] SIZES = {1, 3e4, 2e-3, 1e6};
  private static final double[] IMPUTED = {-0.5, 2e4, 1e-3, 3e5};

  private static final double[][] ROWS = rows();

  /** Numbers of all columns' sizes, a part of them missing, and some that are special. */
  private static double[][] rows() {
    Random random = new Random(4);
    double[][] rows = new double[40][SIZES.length];
    for (double[] row : rows) {
      Arrays.setAll(
          row, i -> random.nextInt(5) == 0 ? Double.NaN : SIZES[i] * (2 * random.nextDouble() - 1));
    }
    rows[0] = new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
    rows[1] = new double[] {-0.0, 0, 1e-40, -1e6};
    rows[2] = new double[] {1e-30, -3e4, -0.002, 1};
    return rows;
  }

  private static TensorData row(DataType type, double... values) {
    int[] shape = {1, values.length};
    double[] rounded = Arrays.stream(values).map(type::round).toArray();
    return TensorData.ofDoubles(type, shape, rounded);
  }

  /** y = what is imputed / its size. */
  private static ModelBuilder imputer(DataType type) {
    return model()
        .input("x", type, 1, 4)
        .initializer("numbers", row(type, IMPUTED))
        .initializer("sizes", row(type, SIZES))
        .node("IsNaN", "x", "missing")
        .node("Where", "missing numbers x", "known")
        .node("Div", "known sizes", "y")
        .output("y");
  }

  private static CompiledNetwork compiled(Graph graph, DataType type) throws Exception {
    List<Map<String, TensorData>> samples =
        Arrays.stream(ROWS).map(values -> Map.of("x", row(type, values))).toList();
    return Compiler.compilation(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, samples))
        .network();
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void columnsOfUnlikeSizeKeepTheirDigits(DataType type) throws Exception {
    Graph graph = imputer(type).graph();
    assertThat(OrderedValues.of(graph)).containsExactly("x");
    CompiledNetwork network = compiled(graph, type);
    for (double[] values : ROWS) {
      Map<String, TensorData> inputs = Map.of("x", row(type, values));
      double[] wanted =
          IntStream.range(0, values.length)
              .mapToDouble(i -> (Double.isNaN(values[i]) ? IMPUTED[i] : values[i]) / SIZES[i])
              .toArray();
      assertThat(new FloatInterpreter(graph).run(inputs).get("y").doubles())
          .containsExactly(wanted, within(1e-6));
      assertThat(Compiled.requireAccepted(network, inputs).outputs().get("y").dequantised())
          .containsExactly(wanted, within(1e-3));
    }
  }

  @Test
  void infinitiesHaveNoResult() throws Exception {
    CompiledNetwork network = compiled(imputer(DataType.FLOAT).graph(), DataType.FLOAT);
    for (double infinity : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      Map<String, TensorData> inputs = Map.of("x", row(DataType.FLOAT, 0, infinity, 0, 0));
      assertThatThrownBy(() -> network.execute(inputs))
          .isInstanceOf(UndefinedResultException.class);
    }
  }

  @Test
  void inputsThatOthersComputeWithAreNumbers() throws Exception {
    Graph graph = imputer(DataType.FLOAT).node("Mul", "x sizes", "z").output("z").graph();
    assertThat(OrderedValues.of(graph)).isEmpty();
    assertThat(graph.nodes()).extracting("type").contains("Where");
  }

  @Test
  void specialNumbersAreTold() throws Exception {
    Graph graph =
        model()
            .input("x", DataType.FLOAT, 1, 4)
            .node("IsNaN", "x", "missing")
            .node("IsInf", "x", "infinite")
            .node("IsInf", "x", "below", attribute("detect_positive", 0))
            .node("IsInf", "x", "above", attribute("detect_negative", 0))
            .output("missing")
            .output("infinite")
            .output("below")
            .output("above")
            .graph();
    CompiledNetwork network = compiled(graph, DataType.FLOAT);
    double infinity = Double.POSITIVE_INFINITY;
    Map<String, TensorData> inputs =
        Map.of("x", row(DataType.FLOAT, Double.NaN, infinity, -infinity, Float.MAX_VALUE));
    Map<String, long[]> wanted =
        Map.of(
            "missing", new long[] {1, 0, 0, 0},
            "infinite", new long[] {0, 1, 1, 0},
            "below", new long[] {0, 0, 1, 0},
            "above", new long[] {0, 1, 0, 0});
    wanted.forEach(
        (output, answers) -> {
          assertThat(new FloatInterpreter(graph).run(inputs).get(output).longs())
              .isEqualTo(answers);
          assertThat(Compiled.requireAccepted(network, inputs).outputs().get(output).integers())
              .isEqualTo(answers);
        });
  }
}
